package dev.mcpstack.contract.call;

import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells a caller that work goes on: at once, again within 5 s, then at least every 15 s, and never
 * so often that it floods a model's context. Work reports through {@link Progress}; the timer
 * decides what is sent. Thread-safe.
 */
public final class Heartbeat implements Progress, AutoCloseable {
  /** When the second beat comes, after the acknowledgement. */
  public static final Duration FIRST = Duration.ofSeconds(3);

  /** The longest silence after that. */
  public static final Duration INTERVAL = Duration.ofSeconds(10);

  private final ReentrantLock sending = new ReentrantLock();
  private final Consumer<Beat> sink;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final ScheduledExecutorService timer;
  private @Nullable ScheduledFuture<?> next;
  private double lastElapsed = -1;
  private boolean closed;
  private String step = "started";
  private long stepStartNanos;
  private long rowsDone = -1;
  private long rowsEstimate = -1;

  private Heartbeat(Consumer<Beat> sink, ScheduledExecutorService timer, LongSupplier nanoTime) {
    this.sink = sink;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.stepStartNanos = startNanos;
  }

  /**
   * Starts beating.
   *
   * @param sink receives the beats, one at a time; when it throws, the heart stops
   * @param timer runs the beats; they hop to a virtual thread so that a slow sink holds up nobody
   *     else's
   * @param nanoTime the clock
   */
  public static Heartbeat start(
      Consumer<Beat> sink, ScheduledExecutorService timer, LongSupplier nanoTime) {
    Heartbeat heartbeat = new Heartbeat(sink, timer, nanoTime);
    heartbeat.beat();
    heartbeat.schedule(FIRST);
    return heartbeat;
  }

  @Override
  public synchronized void step(String name) {
    step = name;
    stepStartNanos = nanoTime.getAsLong();
    rowsDone = -1;
    rowsEstimate = -1;
  }

  @Override
  public synchronized void rows(long done, long estimate) {
    rowsDone = done;
    rowsEstimate = estimate;
  }

  /** Stops. No beat is being sent when this returns, and none will be. */
  @Override
  public void close() {
    sending.lock();
    try {
      stop();
    } finally {
      sending.unlock();
    }
  }

  private synchronized void stop() {
    closed = true;
    if (next != null) {
      next.cancel(false);
    }
  }

  private synchronized void schedule(Duration delay) {
    if (!closed) {
      try {
        next =
            timer.schedule(
                () -> Thread.startVirtualThread(this::beatAndReschedule),
                delay.toNanos(),
                TimeUnit.NANOSECONDS);
      } catch (RejectedExecutionException e) {
        closed = true; // The server is stopping: there is nobody left to tell.
      }
    }
  }

  private void beatAndReschedule() {
    beat();
    schedule(INTERVAL);
  }

  /** Sends outside the lock that the work's reports take, so that a slow sink never slows work. */
  private void beat() {
    sending.lock();
    try {
      Beat beat = take();
      if (beat != null) {
        sink.accept(beat);
      }
    } catch (RuntimeException e) {
      // The caller is gone. The work is not: it may have been handed a pending handle.
      stop();
    } finally {
      sending.unlock();
    }
  }

  private synchronized @Nullable Beat take() {
    if (closed) {
      return null;
    }
    long now = nanoTime.getAsLong();
    double elapsed = Math.max((now - startNanos) / 1e9, lastElapsed + 0.001);
    elapsed = Math.max(elapsed, 0);
    lastElapsed = elapsed;
    OptionalDouble left = secondsLeft(now);
    OptionalDouble total =
        left.isPresent() ? OptionalDouble.of(elapsed + left.getAsDouble()) : OptionalDouble.empty();
    return new Beat(elapsed, total, message(elapsed, left));
  }

  private OptionalDouble secondsLeft(long now) {
    if (rowsDone <= 0 || rowsEstimate <= rowsDone) {
      return OptionalDouble.empty();
    }
    double spent = (now - stepStartNanos) / 1e9;
    return OptionalDouble.of(spent * (rowsEstimate - rowsDone) / rowsDone);
  }

  private String message(double elapsed, OptionalDouble left) {
    StringBuilder text = new StringBuilder(step);
    if (rowsDone >= 0) {
      text.append(String.format(Locale.ROOT, ": %,d", rowsDone));
      if (rowsEstimate >= rowsDone) {
        text.append(String.format(Locale.ROOT, " of about %,d", rowsEstimate));
      }
      text.append(" rows");
    }
    text.append(String.format(Locale.ROOT, ", %.0f s", elapsed));
    left.ifPresent(
        seconds -> text.append(String.format(Locale.ROOT, ", about %.0f s left", seconds)));
    return text.toString();
  }
}
