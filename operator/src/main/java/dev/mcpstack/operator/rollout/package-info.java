/**
 * Which revisions there should be, and how one takes over from another. Pure: no client, no clock,
 * no randomness.
 *
 * <p>{@link dev.mcpstack.operator.rollout.Plan} is what the operator goes by today: the next
 * revision takes over as soon as it is complete. {@link dev.mcpstack.operator.rollout.Rollout} is
 * what takes its place: it checks, observes and goes back.
 */
@NullMarked
package dev.mcpstack.operator.rollout;

import org.jspecify.annotations.NullMarked;
