/** Which revisions there should be. Pure: no client, no clock, no randomness. */
@NullMarked
package dev.mcpstack.operator.rollout;

import org.jspecify.annotations.NullMarked;
