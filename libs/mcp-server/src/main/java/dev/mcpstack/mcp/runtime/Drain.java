package dev.mcpstack.mcp.runtime;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The time between being told to stop and stopping. */
public final class Drain {
  private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private Drain() {}

  /**
   * Waits until nothing is held any more, or the grace is over.
   *
   * @param role of the server, for the log
   * @param isEmpty whether nothing is held
   */
  public static void await(String role, Duration grace, BooleanSupplier isEmpty) {
    if (isEmpty.getAsBoolean()) {
      return;
    }
    LOG.info("{} takes nothing new and serves what it holds for {} s", role, grace.toSeconds());
    long until = System.nanoTime() + grace.toNanos();
    try {
      while (!isEmpty.getAsBoolean() && System.nanoTime() - until < 0) {
        Thread.sleep(LOOK_EVERY);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    if (!isEmpty.getAsBoolean()) {
      LOG.warn("{} stops although some of what it held had not ended: its time was over", role);
    }
  }
}
