package dev.mcpstack.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: longer each time, and not all at the same moment. It
 * grows so slowly that a wait is a small part of the time that has passed: servers that start
 * together take some seconds, and to notice that they have must not take as long again.
 */
final class Backoff {
  private static final long FIRST_MILLIS = 100;
  private static final double FACTOR = 1.2;
  private static final long MOST_MILLIS = 15_000;

  private int failures;

  /** The wait after one more failure. */
  Duration next() {
    long most = (long) Math.min(MOST_MILLIS, FIRST_MILLIS * Math.pow(FACTOR, failures));
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /** It went well. */
  void reset() {
    failures = 0;
  }
}
