package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Pruning and defaulting by a structural schema. */
final class Structure {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

  private Structure() {}

  /**
   * Drops what the schema doesn't know, and nulls where it allows none. Returns the paths of what
   * wasn't known.
   */
  static List<String> prune(ObjectNode object, JsonNode schema) {
    List<String> unknown = new ArrayList<>();
    prune(object, schema, "", true, unknown);
    return unknown;
  }

  private static void prune(
      JsonNode value, JsonNode schema, String path, boolean root, List<String> unknown) {
    if (value.isArray()) {
      if (preserves(schema) && !schema.has("items")) {
        return; // All that is in it is kept.
      }
      for (int i = 0; i < value.size(); i++) {
        prune(value.get(i), schema.path("items"), path + "[" + i + "]", false, unknown);
      }
    } else if (value instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> entry : List.copyOf(object.properties())) {
        String name = entry.getKey();
        boolean envelope = (root || isEmbedded(schema)) && OF_EVERY_OBJECT.contains(name);
        JsonNode below = property(schema, name);
        if (envelope) {
          continue;
        }
        if (below.isMissingNode()) {
          if (!preserves(schema)) {
            unknown.add(path + "." + name);
            object.remove(name);
          }
        } else if (entry.getValue().isNull() && !below.path("nullable").asBoolean()) {
          object.remove(name);
        } else {
          prune(entry.getValue(), below, path + "." + name, false, unknown);
        }
      }
    }
  }

  /** Sets the defaults of absent properties, at every depth that is there. */
  static void fill(JsonNode value, JsonNode schema) {
    if (value.isArray()) {
      value.forEach(item -> fill(item, schema.path("items")));
    } else if (value instanceof ObjectNode object) {
      schema
          .path("properties")
          .properties()
          .forEach(entry -> {
            JsonNode fallback = entry.getValue().path("default");
            if (!fallback.isMissingNode()) {
              Json.putIfAbsent(object, entry.getKey(), fallback);
            }
          });
      object
          .properties()
          .forEach(entry -> fill(entry.getValue(), property(schema, entry.getKey())));
    }
  }

  static JsonNode property(JsonNode schema, String name) {
    JsonNode declared = schema.path("properties").path(name);
    if (!declared.isMissingNode()) {
      return declared;
    }
    JsonNode additional = schema.path("additionalProperties");
    return additional.isBoolean() && additional.asBoolean()
        ? Json.object().put(PRESERVE, true)
        : objectOnly(additional);
  }

  private static JsonNode objectOnly(JsonNode additional) {
    return additional.isObject() ? additional : additional.path("none");
  }

  static boolean preserves(JsonNode schema) {
    return schema.path(PRESERVE).asBoolean();
  }

  private static boolean isEmbedded(JsonNode schema) {
    return schema.path("x-kubernetes-embedded-resource").asBoolean();
  }

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
}
