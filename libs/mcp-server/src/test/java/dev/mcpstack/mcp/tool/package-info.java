@NullMarked
package dev.mcpstack.mcp.tool;

import org.jspecify.annotations.NullMarked;
