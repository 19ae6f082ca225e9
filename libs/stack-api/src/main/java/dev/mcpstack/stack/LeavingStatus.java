package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Name;
import java.time.Instant;

/** A revision that does not serve, and whose pods are still there. */
public record LeavingStatus(
    @Description("Which one.") int revision,
    @Description("Why it is there.") Why why,
    @Description("Since when.") Instant since,
    @Description("When it goes at the latest.") Instant until) {
  /** Why its pods are still there. */
  public enum Why {
    /** It served, and goes on for the handles and calls that it holds. */
    @Name("Draining")
    DRAINING,
    /** It may have served: what was known of it is lost. */
    @Name("Found")
    FOUND,
    /** It failed before it served, and is left for a look at it. */
    @Name("Kept")
    KEPT
  }
}
