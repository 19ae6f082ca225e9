/** One request of a client as the features see it, whatever the protocol era. */
@NullMarked
package dev.mcpstack.mcp.call;

import org.jspecify.annotations.NullMarked;
