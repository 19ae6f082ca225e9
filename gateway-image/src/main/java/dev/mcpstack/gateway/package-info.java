/** The gateway: the servers of a stack behind one MCP endpoint. */
@NullMarked
package dev.mcpstack.gateway;

import org.jspecify.annotations.NullMarked;
