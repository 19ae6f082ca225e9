/**
 * Which revisions there should be, and how one takes over from another. Pure: no client, no clock,
 * no randomness.
 */
@NullMarked
package dev.mcpstack.operator.rollout;

import org.jspecify.annotations.NullMarked;
