package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.Size;
import java.util.List;
import java.util.Optional;

/** What the operator found. Losing it changes nothing that runs. */
public record StackStatus(
    @Description("The generation of the stack that was looked at last.")
        Optional<Long> observedGeneration,
    @Description("How the stack is.") @Default("[]") @Size(max = 32) @KeyedBy("type")
        List<StackCondition> conditions,
    @Description("The address of the endpoint in the cluster.")
        Optional<@Size(max = 2000) String> endpoint,
    @Description("Addresses of the endpoint from outside.") @Default("[]") @Size(max = 8)
        List<@Size(max = 2000) String> externalEndpoints,
    @Description("The Secret of the callers' keys.") Optional<@Size(max = 253) String> keysSecret,
    @Description("The revision that serves.") Optional<Integer> activeRevision,
    @Description("The complete copies that there are.") @Default("[]") @Size(max = 64)
        List<CellStatus> cells,
    @Description("What becomes of the stack's revisions and why, in sentences.")
        Optional<@Size(max = RolloutStatus.MESSAGE * 4) String> message,
    @Description("Where the rollout is, as the operator goes on from it.")
        Optional<RolloutStatus> rollout,
    @Description("What the stack asks for beyond what serves; absent while that is the same.")
        Optional<PlanStatus> plan,
    @Description(
            "What was carried out last without another revision: a digest for each path. What waits in a paused stack is told by it.")
        Optional<@Size(max = 4000) String> carriedOut) {}
