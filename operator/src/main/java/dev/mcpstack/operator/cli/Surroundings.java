package dev.mcpstack.operator.cli;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

/**
 * What a command has around it.
 *
 * @param clock the time
 * @param pause between two looks
 */
record Surroundings(Clock clock, Pause pause) {
  private static final long SECONDS = 1;

  /** Those of a machine. */
  static final Surroundings REAL =
      new Surroundings(Clock.systemUTC(), () -> TimeUnit.SECONDS.sleep(SECONDS));

  /** Waits a while. */
  @FunctionalInterface
  interface Pause {
    void waits() throws InterruptedException;
  }
}
