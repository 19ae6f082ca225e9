package dev.mcpstack.mcp.runtime;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time of a server between being told to stop and stopping. Thread-safe. */
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final long LOOK_EVERY_MILLIS = 100;

  private final String role;
  private final Duration grace;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean begun;

  /**
   * A drain that has not begun.
   *
   * @param role of the server, for the log
   * @param grace how long it lasts at most
   */
  public Drain(String role, Duration grace) {
    this.role = role;
    this.grace = grace;
  }

  /** Whether the server has been told to stop. */
  public boolean hasBegun() {
    return begun;
  }

  /** Begins: from here on the server is not ready. */
  public void begin() {
    begun = true;
  }

  /** Waits until nothing is held any more, the grace is over, or the server is closed. */
  public void await(BooleanSupplier isEmpty) {
    if (isEmpty.getAsBoolean()) {
      return;
    }
    LOG.info("{} takes nothing new and serves what it holds for {} s", role, grace.toSeconds());
    long until = System.nanoTime() + grace.toNanos();
    try {
      while (!isEmpty.getAsBoolean() && System.nanoTime() - until < 0) {
        if (closed.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!isEmpty.getAsBoolean()) {
      LOG.warn("{} stops although some of what it held had not ended: its time was over", role);
    }
  }

  /** Ends a wait: the server closes. */
  public void cut() {
    closed.countDown();
  }
}
