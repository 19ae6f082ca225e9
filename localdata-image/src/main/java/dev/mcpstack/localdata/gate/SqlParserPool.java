package dev.mcpstack.localdata.gate;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The few platform threads that parse what agents send, so that a hostile text costs neither a
 * request thread nor an unbounded stack. A parse that outlasts its limit is told to stop; until it
 * does, a spare thread takes its place, up to as many spares as there are threads.
 *
 * <p>Safe for use by any number of threads.
 */
public final class SqlParserPool implements AutoCloseable {
  /** Deep enough for any text within the size limit whose brackets are within the depth limit. */
  private static final long STACK_BYTES = 16L << 20;

  private static final int WAITING = 256;

  private final ThreadPoolExecutor threads;
  private final int size;
  private final AtomicInteger overdue = new AtomicInteger();

  /**
   * Makes a pool; its threads start with the first use.
   *
   * @param size threads at rest, at least 1
   */
  public SqlParserPool(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("size is " + size + ", and must be at least 1");
    }
    this.size = size;
    AtomicInteger number = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work ->
                Thread.ofPlatform()
                    .daemon()
                    .name("sql-parser-" + number.incrementAndGet())
                    .stackSize(STACK_BYTES)
                    .unstarted(work));
    threads.allowCoreThreadTimeOut(true);
  }

  /** Thrown when the work did not end within its limit, or could not start. */
  static final class OverloadException extends Exception {
    OverloadException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Runs a piece of work on a parser thread and waits for it.
   *
   * @param work what to run; whatever it throws, errors included, comes as an ExecutionException
   * @param limit how long to wait, queueing included
   * @param stop called from this thread when the limit has passed, to make the work end early
   * @throws OverloadException when the limit passed, the pool is full or closed, or this thread was
   *     interrupted
   */
  <T> T run(Callable<T> work, Duration limit, Runnable stop)
      throws OverloadException, ExecutionException {
    AtomicInteger state = new AtomicInteger();
    Future<T> future;
    try {
      future = threads.submit(() -> callCounted(work, state));
    } catch (RejectedExecutionException e) {
      throw new OverloadException("too many parses are waiting", e);
    }
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      abandon(future, state, stop);
      throw new OverloadException("the parse did not end in time", e);
    } catch (InterruptedException e) {
      abandon(future, state, stop);
      Thread.currentThread().interrupt();
      throw new OverloadException("the caller stopped waiting", e);
    }
  }

  private static final int RUNNING = 1;
  private static final int OVERDUE = 2;
  private static final int ENDED = 3;

  private <T> T callCounted(Callable<T> work, AtomicInteger state) throws Exception {
    state.compareAndSet(0, RUNNING);
    try {
      return work.call();
    } finally {
      if (state.getAndSet(ENDED) == OVERDUE) {
        overdue.decrementAndGet();
        resize();
      }
    }
  }

  private void abandon(Future<?> future, AtomicInteger state, Runnable stop) {
    stop.run();
    if (!future.isDone() && state.compareAndSet(RUNNING, OVERDUE)) {
      overdue.incrementAndGet();
      resize();
    }
    future.cancel(true);
  }

  /** Threads that work past their limit do not count against the size, up to twice the size. */
  private synchronized void resize() {
    int wanted = size + Math.min(overdue.get(), size);
    if (wanted > threads.getMaximumPoolSize()) {
      threads.setMaximumPoolSize(wanted);
      threads.setCorePoolSize(wanted);
    } else {
      threads.setCorePoolSize(wanted);
      threads.setMaximumPoolSize(wanted);
    }
  }

  /** Parses that are past their limit and have not ended yet. */
  int overdue() {
    return overdue.get();
  }

  /** Stops taking work and interrupts what runs. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
