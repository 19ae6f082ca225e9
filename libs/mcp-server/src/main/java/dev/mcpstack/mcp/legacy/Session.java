package dev.mcpstack.mcp.legacy;

import java.util.Map;

/**
 * A session that a request belongs to.
 *
 * @param id as the client sends it
 * @param claims what the id says
 */
record Session(String id, SessionClaims claims) {
  /** What the client declared it can do. */
  Map<String, Object> capabilities() {
    return claims.capabilities();
  }
}
