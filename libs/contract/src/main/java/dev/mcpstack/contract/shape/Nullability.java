package dev.mcpstack.contract.shape;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lets a schema allow null too. */
final class Nullability {
  private Nullability() {}

  static Map<String, Object> allowNull(Map<String, Object> schema) {
    // An empty schema allows everything.
    if (schema.isEmpty()) {
      return schema;
    }
    if (schema.get("type") instanceof String type && !schema.containsKey("enum")) {
      schema.put("type", List.of(type, "null"));
      return schema;
    }
    if (schema.get("type") instanceof List<?>) {
      return schema;
    }
    Map<String, Object> either = new LinkedHashMap<>();
    either.put("anyOf", List.of(schema, Map.of("type", "null")));
    return either;
  }
}
