/** What a server is started with, and how its endpoint is. */
@NullMarked
package dev.mcpstack.mcp.runtime;

import org.jspecify.annotations.NullMarked;
