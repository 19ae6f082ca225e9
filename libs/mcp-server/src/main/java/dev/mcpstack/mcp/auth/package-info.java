/** Who calls over HTTP. */
@NullMarked
package dev.mcpstack.mcp.auth;

import org.jspecify.annotations.NullMarked;
