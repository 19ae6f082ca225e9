/**
 * What a tool is: a description, a record of arguments, a record of facts, and a handler that knows
 * no JSON.
 */
@NullMarked
package dev.mcpstack.mcp.tool;

import org.jspecify.annotations.NullMarked;
