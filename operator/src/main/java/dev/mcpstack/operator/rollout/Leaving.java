package dev.mcpstack.operator.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * A cell that no longer serves, or never did, and is still there.
 *
 * @param revision of the cell
 * @param why it is there
 * @param since when
 * @param until when it goes at the latest
 */
public record Leaving(int revision, Why why, Instant since, Instant until) {
  /** How long the least a cell drains: addresses are known longer than they are good. */
  private static final Duration LEAST = Duration.ofSeconds(30);

  /** Before this it does not go for having nothing more to do. */
  Instant least() {
    return since.plus(LEAST);
  }

  /** Why a cell is still there. */
  public enum Why {
    /** It served, and goes on for the handles and calls that it holds. */
    DRAINING,
    /** What was written down of it is lost: it may have served. */
    FOUND,
    /** It failed before it served, and is left for a look at it. */
    KEPT
  }
}
