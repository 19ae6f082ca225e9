package dev.mcpstack.operator.crd;

import dev.mcpstack.contract.shape.KeyedBy;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.contract.shape.Rule;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The structural schema of a record, as an API server wants it: its JSON Schema without what such a
 * schema can't hold, and with the rules and keys that the record declares.
 */
final class StructuralSchema {
  /**
   * Spans of time as both this code and CEL's {@code duration} read them. Stacks in files may also
   * use days and ISO-8601.
   */
  private static final String DURATION = "^([0-9]{1,10}(ns|us|ms|s|m|h))+$";

  private static final int LONGEST_DURATION = 40;

  /** For texts that state no bound: enough for a path, and a bound that rules may be judged by. */
  private static final int LONGEST_TEXT = 4096;

  private static final String KEEP = "x-kubernetes-preserve-unknown-fields";

  private StructuralSchema() {}

  /** The schema of what may be sent. */
  static Map<String, Object> of(Class<? extends Record> type) {
    return object(type, RecordShape.of(type).jsonSchema());
  }

  private static Map<String, Object> object(
      Class<? extends Record> type, Map<String, Object> schema) {
    Map<String, Object> result = new LinkedHashMap<>(schema);
    result.remove("additionalProperties"); // Unknown keys are pruned.
    Map<String, Object> properties = new LinkedHashMap<>();
    Map<String, Object> described = map(schema.get("properties"));
    for (RecordComponent component : type.getRecordComponents()) {
      Map<String, Object> property = map(described.get(component.getName()));
      Map<String, Object> shaped = property(component.getAnnotatedType(), property);
      KeyedBy key = component.getAnnotation(KeyedBy.class);
      if (key != null) {
        shaped.put("x-kubernetes-list-type", "map");
        shaped.put("x-kubernetes-list-map-keys", List.of(key.value()));
      }
      properties.put(component.getName(), shaped);
    }
    result.put("properties", properties);
    List<Map<String, Object>> rules =
        Arrays.stream(type.getAnnotationsByType(Rule.class)).map(StructuralSchema::rule).toList();
    if (!rules.isEmpty()) {
      result.put("x-kubernetes-validations", rules);
    }
    return result;
  }

  private static Map<String, Object> rule(Rule rule) {
    Map<String, Object> written = new LinkedHashMap<>();
    written.put("rule", rule.value());
    written.put("message", rule.message());
    return written;
  }

  private static Map<String, Object> property(AnnotatedType type, Map<String, Object> schema) {
    Map<String, Object> result = new LinkedHashMap<>(schema);
    List.of("examples", "writeOnly", "additionalProperties").forEach(result::remove);
    Class<?> raw = raw(type);
    if (raw == Optional.class) {
      return property(argument(type, 0), result);
    }
    if (raw == Duration.class) {
      result.put("pattern", DURATION);
      result.put("maxLength", LONGEST_DURATION);
    } else if (raw == Instant.class) {
      result.put("format", "date-time");
    } else if (raw == Object.class) {
      result.put("type", "object");
      result.put(KEEP, true);
    } else if (raw == List.class) {
      result.put("items", property(argument(type, 0), map(schema.get("items"))));
    } else if (raw == Map.class) {
      result.put("additionalProperties", values(argument(type, 1), schema));
    } else if (raw.isRecord() && schema.containsKey("properties")) {
      result.putAll(object(raw.asSubclass(Record.class), result));
      if (!result.containsKey("x-kubernetes-validations")) {
        // Its keys have their own, but rules are checked of a default before these are in it.
        result.computeIfPresent("default", (_, _) -> Map.of());
      }
    } else if (raw == int.class || raw == Integer.class) {
      result.put("format", "int32");
    } else if (raw == long.class || raw == Long.class) {
      result.put("format", "int64");
    } else if ("string".equals(result.get("type")) && !result.containsKey("enum")) {
      result.putIfAbsent("maxLength", LONGEST_TEXT);
    }
    List<String> unknown = new ArrayList<>(result.keySet());
    unknown.retainAll(List.of("oneOf", "anyOf", "const", "$ref"));
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(type + " has no structural schema: " + unknown);
    }
    return result;
  }

  /** Of the values of a map; those of any type have none, which is allowed where all is kept. */
  private static Map<String, Object> values(AnnotatedType type, Map<String, Object> schema) {
    return raw(type) == Object.class
        ? Map.of(KEEP, true)
        : property(type, map(schema.get("additionalProperties")));
  }

  private static Class<?> raw(AnnotatedType type) {
    return type.getType() instanceof Class<?> plain
        ? plain
        : (Class<?>) ((ParameterizedType) type.getType()).getRawType();
  }

  private static AnnotatedType argument(AnnotatedType type, int index) {
    return ((AnnotatedParameterizedType) type).getAnnotatedActualTypeArguments()[index];
  }

  @SuppressWarnings("unchecked") // Schemas are maps by text.
  private static Map<String, Object> map(@Nullable Object tree) {
    return (Map<String, Object>) Objects.requireNonNullElse(tree, Map.of());
  }
}
