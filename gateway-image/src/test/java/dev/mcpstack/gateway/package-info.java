/** The gateway from outside: a real client over MCP, real servers behind. */
@NullMarked
package dev.mcpstack.gateway;

import org.jspecify.annotations.NullMarked;
