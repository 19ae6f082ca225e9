package dev.mcpstack.bench;

import java.util.concurrent.TimeUnit;

/** When clients call. Times are those of {@link System#nanoTime()}. */
interface Pace {
  /**
   * When a client makes its first call.
   *
   * @param start of the round
   * @param client its number, from 0
   */
  long first(long start, int client);

  /**
   * When it makes the next one; at once where that has passed.
   *
   * @param due when the last one was due
   * @param answered when it was answered
   */
  long next(long due, long answered);

  /** Each client calls again as soon as it was answered. */
  static Pace closed() {
    return new Pace() {
      @Override
      public long first(long start, int client) {
        return System.nanoTime(); // The client's thread was not there at the start.
      }

      @Override
      public long next(long due, long answered) {
        return answered;
      }
    };
  }

  /**
   * All clients together call so often, evenly spread, whether or not the answers keep up.
   *
   * @param callsPerSecond of all of them
   */
  static Pace of(double callsPerSecond, int clients) {
    double step = TimeUnit.SECONDS.toNanos(1) / callsPerSecond;
    return new Pace() {
      @Override
      public long first(long start, int client) {
        return start + Math.round(step * client);
      }

      @Override
      public long next(long due, long answered) {
        return due + Math.round(step * clients);
      }
    };
  }
}
