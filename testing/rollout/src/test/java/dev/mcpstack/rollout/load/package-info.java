/** Agents that call a stack without a pause, and what became of each call. */
@NullMarked
package dev.mcpstack.rollout.load;

import org.jspecify.annotations.NullMarked;
