package dev.mcpstack.mcp.http;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells messages of JSON-RPC from other JSON. */
public final class JsonRpcMessage {
  private JsonRpcMessage() {}

  /** A parsed body as a request, notification or response; null when it is none. */
  @SuppressWarnings("unchecked") // A JSON object has string keys.
  public static @Nullable Map<String, Object> of(@Nullable Object parsed) {
    if (parsed instanceof Map<?, ?> map && "2.0".equals(map.get("jsonrpc"))) {
      Object id = map.get("id");
      boolean idIsValid =
          id == null
              ? !map.containsKey("id")
              : id instanceof String || id instanceof Integer || id instanceof Long;
      boolean methodIsValid =
          map.containsKey("method")
              ? map.get("method") instanceof String
              : id != null && (map.containsKey("result") || map.containsKey("error"));
      boolean paramsAreValid = !map.containsKey("params") || map.get("params") instanceof Map;
      return idIsValid && methodIsValid && paramsAreValid ? (Map<String, Object>) map : null;
    }
    return null;
  }
}
