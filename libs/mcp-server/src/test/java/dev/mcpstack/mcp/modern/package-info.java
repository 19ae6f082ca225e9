@NullMarked
package dev.mcpstack.mcp.modern;

import org.jspecify.annotations.NullMarked;
