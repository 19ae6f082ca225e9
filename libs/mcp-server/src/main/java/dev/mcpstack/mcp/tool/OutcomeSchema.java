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
            "complete: the facts are here; pending: call wait with pending.handle; failed: see error",
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
    properties.put(
        "pending", described("object", "Present while the call goes on.", pendingParts()));
    properties.put("error", described("object", "Present when the call failed.", errorParts()));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", new ArrayList<>(List.of("status")));
    return schema;
  }

  private static Map<String, Object> pendingParts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("handle", described("string", "What to pass to wait.", Map.of()));
    parts.put("tool", described("string", "The tool that goes on.", Map.of()));
    parts.put("elapsedMillis", described("integer", "How long it has run.", Map.of()));
    return Map.of("properties", parts);
  }

  private static Map<String, Object> errorParts() {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("code", described("string", "Stable name of the failure.", Map.of()));
    parts.put("source", described("string", "The part of the stack that failed.", Map.of()));
    parts.put("message", described("string", "What happened.", Map.of()));
    parts.put("correlationId", described("string", "Names the call in the logs.", Map.of()));
    parts.put(
        "retryable", described("boolean", "Whether the same call may succeed later.", Map.of()));
    parts.put(
        "recovery",
        described("array", "What to do next.", Map.of("items", Map.of("type", "string"))));
    parts.put("details", described("object", "Typed facts.", Map.of()));
    return Map.of("properties", parts);
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
