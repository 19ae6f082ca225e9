package dev.mcpstack.mcp.legacy;

import java.util.Map;

/**
 * What a session id says of its session.
 *
 * @param principal name of the caller who began it; nobody else may use it
 * @param protocolVersion as negotiated
 * @param clientName as the client calls itself
 * @param clientVersion likewise
 * @param capabilities the client's, empty when they were too large to carry
 */
record SessionClaims(
    String principal,
    String protocolVersion,
    String clientName,
    String clientVersion,
    Map<String, Object> capabilities) {}
