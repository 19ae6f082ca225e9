package dev.mcpstack.testkit.node;

import java.time.Duration;

/**
 * How long a container waits before it is started again. Pure.
 *
 * @param base the wait after the second failure in a row
 * @param failures in a row
 */
record BackOff(Duration base, int failures) {
  private static final int LONGEST = 32;

  /** Whoever ran for so many times the longest wait is no failure in a row. */
  private static final int HEALTHY = 2;

  /** After one more end of a process that ran for a while. */
  BackOff after(Duration ran) {
    boolean healthy = ran.compareTo(base.multipliedBy(LONGEST * HEALTHY)) >= 0;
    return new BackOff(base, healthy ? 1 : failures + 1);
  }

  /** None after the first failure. */
  Duration delay() {
    return failures < 2
        ? Duration.ZERO
        : base.multipliedBy(Math.min(LONGEST, 1L << Math.min(failures - 2, LONGEST)));
  }
}
