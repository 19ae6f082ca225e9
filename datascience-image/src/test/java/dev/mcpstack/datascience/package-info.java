/** Drives the server over MCP from outside. */
@NullMarked
package dev.mcpstack.datascience;

import org.jspecify.annotations.NullMarked;
