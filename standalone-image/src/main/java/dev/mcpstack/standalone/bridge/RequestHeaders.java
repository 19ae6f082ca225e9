package dev.mcpstack.standalone.bridge;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a message needs as headers when it goes by HTTP. */
final class RequestHeaders {
  private RequestHeaders() {}

  /**
   * The headers of a message of either era.
   *
   * @param session the session of the older era, null before its handshake
   */
  static Map<String, String> of(
      Message message, @Nullable Session session, ParameterHeaders parameters) {
    String method = message.method();
    if (method == null || message.version().isEmpty()) {
      return session == null || message.is("initialize") ? Map.of() : session.headers();
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("MCP-Protocol-Version", HeaderValues.encode(message.version().get()));
    headers.put("Mcp-Method", HeaderValues.encode(method));
    Object name =
        switch (method) {
          case "tools/call", "prompts/get" -> message.params().get("name");
          case "resources/read" -> message.params().get("uri");
          default -> null;
        };
    if (name instanceof String text) {
      headers.put("Mcp-Name", HeaderValues.encode(text));
    }
    if (method.equals("tools/call")) {
      headers.putAll(parameters.of(message.params()));
    }
    return headers;
  }
}
