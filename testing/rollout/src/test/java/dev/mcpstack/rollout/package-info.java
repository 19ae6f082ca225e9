/**
 * Releases that take over from each other, with all that a stack is as processes of one machine.
 */
@NullMarked
package dev.mcpstack.rollout;

import org.jspecify.annotations.NullMarked;
