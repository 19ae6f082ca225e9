package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.NullValue;
import dev.mcpstack.testkit.store.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON as the values that rules compute with. */
final class CelValues {
  private CelValues() {}

  static Object of(JsonNode value, JsonNode schema) {
    return switch (value.getNodeType()) {
      case OBJECT -> {
        boolean map = schema.path("additionalProperties").isObject();
        Map<String, Object> object = new LinkedHashMap<>();
        value
            .properties()
            .forEach(entry ->
                object.put(
                    map ? entry.getKey() : CelTypes.escape(entry.getKey()),
                    of(entry.getValue(), Structure.property(schema, entry.getKey()))));
        yield object;
      }
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        value.forEach(item -> list.add(of(item, schema.path("items"))));
        yield list;
      }
      case BOOLEAN -> value.asBoolean();
      case NUMBER -> {
        if (value.isIntegralNumber() && !Json.text(schema, "type").equals("number")) {
          yield value.asLong();
        }
        yield value.asDouble();
      }
      case STRING -> value.asText();
      default -> NullValue.NULL_VALUE;
    };
  }
}
