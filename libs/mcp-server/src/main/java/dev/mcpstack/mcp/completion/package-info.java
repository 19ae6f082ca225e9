/** Proposals for what a person is typing. */
@NullMarked
package dev.mcpstack.mcp.completion;

import org.jspecify.annotations.NullMarked;
