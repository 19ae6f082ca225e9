@NullMarked
package dev.mcpstack.mcp.http;

import org.jspecify.annotations.NullMarked;
