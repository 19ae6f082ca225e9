/** What an endpoint offers, era-neutral: every era serves the same {@link Features}. */
@NullMarked
package dev.mcpstack.mcp.server;

import org.jspecify.annotations.NullMarked;
