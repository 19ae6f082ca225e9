package dev.mcpstack.contract.call;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that is moved by hand, and a timer on it. A task runs when the clock is moved to it. */
final class FakeTimer extends ScheduledThreadPoolExecutor {
  private final BlockingQueue<Task<?>> scheduled = new LinkedBlockingQueue<>();
  private final AtomicLong now = new AtomicLong();
  private volatile boolean refusing;

  FakeTimer() {
    super(0);
  }

  long nanoTime() {
    return now.get();
  }

  void move(Duration by) {
    now.addAndGet(by.toNanos());
  }

  /** Refuses tasks from now on, like a timer whose server is stopping. */
  void refuse() {
    refusing = true;
  }

  /** Waits for the next task, moves the clock to it, runs it and says how long that was. */
  Duration runNext() throws Exception {
    Task<?> task = scheduled.poll(10, TimeUnit.SECONDS);
    if (task == null) {
      throw new AssertionError("nothing was scheduled");
    }
    now.addAndGet(task.delayNanos);
    task.work.call();
    return Duration.ofNanos(task.delayNanos);
  }

  /** The tasks that wait and have not been cancelled. */
  List<Task<?>> waiting() {
    return List.copyOf(scheduled.stream().filter(task -> !task.cancelled).toList());
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
    if (refusing) {
      throw new RejectedExecutionException("stopping");
    }
    Task<Object> task = new Task<>(Executors.callable(work), unit.toNanos(delay));
    scheduled.add(task);
    return task;
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
    if (refusing) {
      throw new RejectedExecutionException("stopping");
    }
    Task<V> task = new Task<>(work, unit.toNanos(delay));
    scheduled.add(task);
    return task;
  }

  /** A task that waits for the clock. */
  static final class Task<V> implements ScheduledFuture<V> {
    private final Callable<V> work;
    private final long delayNanos;
    private volatile boolean cancelled;

    private Task(Callable<V> work, long delayNanos) {
      this.work = work;
      this.delayNanos = delayNanos;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      cancelled = true;
      return true;
    }

    @Override
    public boolean isCancelled() {
      return cancelled;
    }

    @Override
    public boolean isDone() {
      return cancelled;
    }

    @Override
    public V get() {
      throw new UnsupportedOperationException();
    }

    @Override
    public V get(long timeout, TimeUnit unit) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(delayNanos, other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
