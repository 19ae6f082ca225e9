@NullMarked
package dev.mcpstack.mcp.dispatch;

import org.jspecify.annotations.NullMarked;
