/** A client of MCP 2026-07-28 over HTTP: one request, its stream of notices, its answer. */
@NullMarked
package dev.mcpstack.gateway.client;

import org.jspecify.annotations.NullMarked;
