package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import java.time.Instant;
import java.util.Optional;

/** What an edit does, or would do, that has not become what serves yet. */
public record PlanStatus(
    @Description(
            "The fields that differ from what serves, by how they are carried out: new revision, scale, in place.")
        Optional<@Size(max = LONGEST) String> changes,
    @Description("What the revisions need together while the new one is brought up.")
        Optional<@Size(max = LONGEST) String> capacity,
    @Description("Since when the rollout waits for those of other stacks.")
        Optional<Instant> queued) {
  /** The longest text, in characters. */
  public static final int LONGEST = 1000;
}
