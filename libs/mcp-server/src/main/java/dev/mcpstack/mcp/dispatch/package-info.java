/**
 * Between the protocol and the tools: who may call, for how long, and what a failure looks like.
 */
@NullMarked
package dev.mcpstack.mcp.dispatch;

import org.jspecify.annotations.NullMarked;
