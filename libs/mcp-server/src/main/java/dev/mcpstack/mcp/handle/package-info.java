/** The tools that every owner of handles has: wait and release. */
@NullMarked
package dev.mcpstack.mcp.handle;

import org.jspecify.annotations.NullMarked;
