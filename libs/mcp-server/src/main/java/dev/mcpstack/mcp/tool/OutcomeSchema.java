package dev.mcpstack.mcp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The output schema of a tool: its facts, and beside them what every answer may be. The facts are
 * not required, because a pending or failed answer has none; {@code status} says which it is.
 */
final class OutcomeSchema {
  private static final Set<String> RESERVED = Set.of("status", "pending", "error");

  private OutcomeSchema() {}

  static Map<String, Object> of(Map<String, Object> factsSchema) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put(
        "status",
        described(
            "string",
            "complete, pending (call wait with pending.handle) or failed (see error).",
            Map.of("enum", List.of("complete", "pending", "failed"))));
    Object facts = factsSchema.get("properties");
    if (facts instanceof Map<?, ?> own) {
      own.forEach((key, value) -> {
        if (RESERVED.contains(key)) {
          throw new IllegalArgumentException(
              "'" + key + "' is a key of every answer and can't be one of a tool's facts");
        }
        properties.put((String) key, value);
      });
    }
    // Their parts are told in the server's instructions once, not in every tool's schema: a host
    // may
    // hand all of these to its model.
    properties.put(
        "pending", described("object", "The call goes on: handle, tool, elapsedMillis.", Map.of()));
    properties.put(
        "error",
        described("object", "The call failed: code, message, recovery, retryable.", Map.of()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", new ArrayList<>(List.of("status")));
    return schema;
  }

  private static Map<String, Object> described(
      String type, String description, Map<String, Object> more) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type);
    schema.put("description", description);
    schema.putAll(more);
    return schema;
  }
}
