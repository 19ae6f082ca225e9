package dev.mcpstack.standalone.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the older era's handshake came to.
 *
 * @param initialize the message that began it, to begin again when the endpoint has forgotten
 * @param id the session, empty when the endpoint has none
 * @param version as negotiated
 */
record Session(Message initialize, Optional<String> id, String version) {
  static final String HEADER = "Mcp-Session-Id";

  /** The headers of every message that follows. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("MCP-Protocol-Version", version);
    id.ifPresent(value -> headers.put(HEADER, value));
    return headers;
  }
}
