package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Size;
import java.time.Instant;
import java.util.Optional;

/** One aspect of how a stack is, as in all of Kubernetes. */
public record StackCondition(
    @Description("What it is about.") @Size(min = 1, max = 316) String type,
    @Description("Whether it holds.") ConditionStatus status,
    @Description("The generation of the stack that it was found at.")
        Optional<Long> observedGeneration,
    @Description("Since when status is what it is.") Instant lastTransitionTime,
    @Description("Why, in one word.") @Size(min = 1, max = 1024) String reason,
    @Description("Why, and what to do, for people.") @Size(max = 32_768) String message) {}
