package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.server.ServerIdentity;
import java.util.LinkedHashMap;
import java.util.Map;

/** Builds what is sent. */
final class Messages {
  private Messages() {}

  static Map<String, Object> notification(String method, Map<String, Object> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("method", method);
    message.put("params", params);
    return message;
  }

  /** The answer to a request, with who answers in its metadata. */
  static Map<String, Object> answer(
      ServerIdentity identity, Object id, Map<String, Object> result) {
    Map<String, Object> meta = new LinkedHashMap<>();
    if (result.get(MetaKeys.META) instanceof Map<?, ?> own) {
      own.forEach((key, value) -> meta.put((String) key, value));
    }
    meta.put(MetaKeys.SERVER, Map.of("name", identity.name(), "version", identity.version()));
    Map<String, Object> whole = new LinkedHashMap<>(result);
    whole.put(MetaKeys.META, meta);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("result", whole);
    return message;
  }
}
