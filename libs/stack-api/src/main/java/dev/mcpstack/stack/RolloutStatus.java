package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the operator intends with a stack's revisions, written before it acts. Losing it moves
 * nothing: the selector of the endpoint's Service alone says what serves.
 */
public record RolloutStatus(
    @Description("Where the rollout is.") RolloutPhase phase,
    @Description("The revision that serves, or served before.") Optional<Integer> from,
    @Description("The revision that is to serve, or does.") int to,
    @Description("When the phase ends at the latest.") Optional<Instant> deadline,
    @Description("Why a revision is taken back.") Optional<@Size(max = MESSAGE) String> why,
    @Description("Revisions that no longer serve, or never did, and are still there.")
        @Default("[]")
        @Size(max = 32)
        @KeyedBy("revision")
        List<LeavingStatus> leaving,
    @Description("The release that failed last, while the stack asks for it.")
        Optional<FailedStatus> failed,
    @Description("The last rollout.retry that was followed.")
        Optional<@Size(max = 100) String> retried) {
  /** The longest text, in characters. */
  public static final int MESSAGE = 2000;
}
