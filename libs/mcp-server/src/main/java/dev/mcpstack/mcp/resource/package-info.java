/** What a client may read by URI. */
@NullMarked
package dev.mcpstack.mcp.resource;

import org.jspecify.annotations.NullMarked;
