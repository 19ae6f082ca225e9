/** How the servers of a stack know each other. */
@NullMarked
package dev.mcpstack.mcp.peer;

import org.jspecify.annotations.NullMarked;
