package dev.mcpstack.gateway.upstream;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** How long to wait before the next attempt: longer each time, and not all at the same moment. */
final class Backoff {
  private static final long FIRST_MILLIS = 200;
  private static final long MOST_MILLIS = 15_000;

  private int failures;

  /** The wait after one more failure. */
  Duration next() {
    long most = Math.min(MOST_MILLIS, FIRST_MILLIS << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /** It went well. */
  void reset() {
    failures = 0;
  }
}
