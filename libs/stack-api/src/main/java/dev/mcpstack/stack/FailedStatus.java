package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import java.time.Instant;

/** A release that failed, and is not tried again by itself. */
public record FailedStatus(
    @Description("Its revision.") int revision,
    @Description("The digest of what it was made from.") @Size(max = 64) String identity,
    @Description("Why it failed.") @Size(max = RolloutStatus.MESSAGE) String why,
    @Description("When.") Instant at) {}
