/** Checks a stack as its users see it: over MCP, from outside, with a key of its own. */
@NullMarked
package dev.mcpstack.doctor;

import org.jspecify.annotations.NullMarked;
