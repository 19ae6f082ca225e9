@NullMarked
package dev.mcpstack.mcp.auth;

import org.jspecify.annotations.NullMarked;
