package dev.mcpstack.mcp.tool;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The same JSON Schema in the spelling that every client takes: one type per schema, so a choice of
 * types becomes {@code anyOf}, and no schema that says nothing, which many take for an error.
 */
final class PortableSchema {
  private static final List<Map<String, Object>> ANY_VALUE =
      List.of(
          Map.of("type", "string"),
          Map.of("type", "number"),
          Map.of("type", "boolean"),
          Map.of("type", "object"),
          Map.of("type", "array"),
          Map.of("type", "null"));

  /** What describes a value and doesn't constrain it: it stays outside of a choice. */
  private static final Set<String> NOTES = Set.of("description", "title", "default", "examples");

  private PortableSchema() {}

  static Map<String, Object> of(Map<?, ?> schema) {
    Map<String, Object> result = new LinkedHashMap<>();
    schema.forEach((key, value) -> result.put((String) key, keyword((String) key, value)));
    if (result.get("type") instanceof List<?> types) {
      return choice(result, types);
    }
    if (NOTES.containsAll(result.keySet())) {
      result.put("anyOf", ANY_VALUE);
    }
    return result;
  }

  private static Object keyword(String key, Object value) {
    return switch (key) {
      case "properties" -> properties((Map<?, ?>) value);
      case "additionalProperties" ->
          value instanceof Map<?, ?> map ? (map.isEmpty() ? true : of(map)) : value;
      case "items" -> of((Map<?, ?>) value);
      case "anyOf", "oneOf", "allOf" -> all((List<?>) value);
      default -> value;
    };
  }

  private static Map<String, Object> properties(Map<?, ?> properties) {
    Map<String, Object> result = new LinkedHashMap<>();
    properties.forEach((name, schema) -> result.put((String) name, of((Map<?, ?>) schema)));
    return result;
  }

  private static List<Object> all(List<?> schemas) {
    List<Object> result = new ArrayList<>();
    schemas.forEach(schema -> result.add(of((Map<?, ?>) schema)));
    return result;
  }

  private static Map<String, Object> choice(Map<String, Object> schema, List<?> types) {
    Map<String, Object> result = new LinkedHashMap<>();
    List<Map<String, Object>> branches = new ArrayList<>();
    for (Object type : types) {
      branches.add(new LinkedHashMap<>(Map.of("type", type)));
    }
    schema.forEach((key, value) -> {
      if (NOTES.contains(key)) {
        result.put(key, value);
      } else if (!key.equals("type")) {
        // Keywords of other types mean nothing on null, so only the first branch needs them.
        branches.getFirst().put(key, value);
      }
    });
    result.put("anyOf", branches);
    return result;
  }
}
