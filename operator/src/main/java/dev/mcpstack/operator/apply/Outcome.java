package dev.mcpstack.operator.apply;

import dev.mcpstack.stack.StackStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What one look at a stack came to.
 *
 * @param status what to say of it
 * @param next when to look again without anything having happened
 */
public record Outcome(StackStatus status, Optional<Instant> next) {}
