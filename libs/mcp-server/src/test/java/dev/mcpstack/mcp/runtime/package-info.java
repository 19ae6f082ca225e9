/** Starting and ending a program. */
@NullMarked
package dev.mcpstack.mcp.runtime;

import org.jspecify.annotations.NullMarked;
