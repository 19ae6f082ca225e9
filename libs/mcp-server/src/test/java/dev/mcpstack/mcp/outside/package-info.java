/** Tests that know the server only as its clients do: over HTTP. */
@NullMarked
package dev.mcpstack.mcp.outside;

import org.jspecify.annotations.NullMarked;
