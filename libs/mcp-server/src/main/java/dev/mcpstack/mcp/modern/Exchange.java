package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.http.McpRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that passed the checks which are the same for all.
 *
 * @param call the same for the features
 */
record Exchange(McpRequest request, String method, RequestMeta meta, McpCall call) {
  /** A parameter that must be a text. */
  String text(String key) {
    if (request.params().get(key) instanceof String text) {
      return text;
    }
    throw Refusal.invalid(method + " needs '" + key + "' as a text.");
  }

  /** A parameter that is an object of them; empty when it is absent. */
  @SuppressWarnings("unchecked") // A JSON object has string keys.
  Map<String, Object> object(String key) {
    @Nullable Object value = request.params().get(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> map) {
      return (Map<String, Object>) map;
    }
    throw Refusal.invalid("The " + key + " of " + method + " are an object.");
  }
}
