package dev.mcpstack.localdata.gate;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * The bounds of one run.
 *
 * @param fetchRows rows that the driver fetches at a time, at least 1
 * @param timeout how long the database may work on the query, from 1 ms to 24 h; from then on it is
 *     cancelled there
 * @param maxRows rows after which the driver need not go on, at least 1; empty for all. PostgreSQL
 *     ends the result there, DuckDB's driver cannot, so a reader counts for itself
 */
public record Limits(int fetchRows, Duration timeout, OptionalLong maxRows) {
  private static final Duration LONGEST = Duration.ofHours(24);

  /** Checks the ranges. */
  public Limits {
    if (fetchRows < 1) {
      throw new IllegalArgumentException("fetchRows is " + fetchRows + ", and must be at least 1");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ", and must be from 1 ms to " + LONGEST.toHours() + " h");
    }
    if (maxRows.isPresent() && maxRows.getAsLong() < 1) {
      throw new IllegalArgumentException(
          "maxRows is " + maxRows.getAsLong() + ", and must be at least 1");
    }
  }
}
