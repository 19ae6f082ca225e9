/**
 * The endpoint over standard input and output: a line a message, both ways, in every era that the
 * endpoint speaks.
 */
@NullMarked
package dev.mcpstack.mcp.stdio;

import org.jspecify.annotations.NullMarked;
