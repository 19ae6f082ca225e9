package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Checks of a value against a schema. After a problem of type, presence or size no rule is
 * evaluated, as in the API server.
 */
final class SchemaChecks {
  private final Problems problems;
  private boolean blocking;

  SchemaChecks(Problems problems) {
    this.problems = problems;
  }

  boolean isBlocking() {
    return blocking;
  }

  void check(JsonNode value, JsonNode schema, String path) {
    if (value.isNull() && schema.path("nullable").asBoolean()) {
      return;
    }
    if (!hasType(value, schema)) {
      String type =
          schema.path("x-kubernetes-int-or-string").asBoolean()
              ? "integer,string"
              : Json.text(schema, "type");
      String found = "\"" + nameOf(value) + "\"";
      problems.add(
          "FieldValueTypeInvalid",
          path,
          "Invalid value: "
              + found
              + ": "
              + path
              + " in body must be of type "
              + type
              + ": "
              + found);
      blocking = true;
      return;
    }
    if (schema.has("enum")) {
      checkEnum(value, schema, path);
    }
    if (value.isTextual()) {
      checkText(value, schema, path);
    } else if (value.isNumber()) {
      checkNumber(value, schema, path);
    } else if (value.isArray()) {
      checkArray(value, schema, path);
    } else if (value.isObject()) {
      checkObject(value, schema, path);
    }
  }

  private static boolean hasType(JsonNode value, JsonNode schema) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isIntegralNumber() || value.isTextual();
    }
    return switch (Json.text(schema, "type")) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      default -> true;
    };
  }

  static String nameOf(JsonNode value) {
    return value.isIntegralNumber()
        ? "integer"
        : switch (value.getNodeType()) {
          case NUMBER -> "number";
          case OBJECT -> "object";
          case ARRAY -> "array";
          case BOOLEAN -> "boolean";
          case NULL -> "null";
          default -> "string";
        };
  }

  private void checkEnum(JsonNode value, JsonNode schema, String path) {
    List<String> supported = new ArrayList<>();
    boolean known = false;
    for (JsonNode choice : schema.path("enum")) {
      supported.add("\"" + choice.asText() + "\"");
      known |= choice.equals(value);
    }
    if (!known) {
      problems.add(
          "FieldValueNotSupported",
          path,
          "Unsupported value: " + value + ": supported values: " + String.join(", ", supported));
    }
  }

  private void checkText(JsonNode value, JsonNode schema, String path) {
    String text = value.asText();
    int length = text.codePointCount(0, text.length());
    if (schema.has("maxLength") && length > schema.get("maxLength").asInt()) {
      block(
          "FieldValueTooLong",
          path,
          "Too long: may not be more than " + schema.get("maxLength") + " bytes");
    }
    if (schema.has("minLength") && length < schema.get("minLength").asInt()) {
      problems.invalid(
          path,
          value,
          path + " in body should be at least " + schema.get("minLength") + " chars long");
    }
    String pattern = Json.text(schema, "pattern");
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
      problems.invalid(path, value, path + " in body should match '" + pattern + "'");
    }
  }

  private void checkNumber(JsonNode value, JsonNode schema, String path) {
    double number = value.asDouble();
    if (schema.has("minimum")) {
      boolean strict = schema.path("exclusiveMinimum").asBoolean();
      double least = schema.get("minimum").asDouble();
      if (number < least || (strict && number == least)) {
        String words = strict ? "should be greater than " : "should be greater than or equal to ";
        problems.invalid(path, value, path + " in body " + words + schema.get("minimum"));
      }
    }
    if (schema.has("maximum")) {
      boolean strict = schema.path("exclusiveMaximum").asBoolean();
      double most = schema.get("maximum").asDouble();
      if (number > most || (strict && number == most)) {
        String words = strict ? "should be less than " : "should be less than or equal to ";
        problems.invalid(path, value, path + " in body " + words + schema.get("maximum"));
      }
    }
    if (schema.has("multipleOf") && number % schema.get("multipleOf").asDouble() != 0) {
      problems.invalid(
          path, value, path + " in body should be a multiple of " + schema.get("multipleOf"));
    }
  }

  private void checkArray(JsonNode value, JsonNode schema, String path) {
    checkMost(value.size(), schema.path("maxItems"), path);
    if (value.size() < schema.path("minItems").asInt()) {
      problems.invalid(
          path, value, path + " in body should have at least " + schema.get("minItems") + " items");
    }
    Set<JsonNode> seen = new HashSet<>();
    List<String> keys = Json.texts(schema.path("x-kubernetes-list-map-keys"));
    String listType = Json.text(schema, "x-kubernetes-list-type");
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = value.get(i);
      check(item, schema.path("items"), path + "[" + i + "]");
      JsonNode identity =
          listType.equals("map") && item instanceof ObjectNode object
              ? object.deepCopy().retain(keys)
              : item;
      if ((listType.equals("map") || listType.equals("set")) && !seen.add(identity)) {
        block("FieldValueDuplicate", path + "[" + i + "]", "Duplicate value: " + identity);
      }
    }
  }

  private void checkObject(JsonNode value, JsonNode schema, String path) {
    checkMost(value.size(), schema.path("maxProperties"), path);
    if (value.size() < schema.path("minProperties").asInt()) {
      problems.invalid(
          path,
          value,
          path + " in body should have at least " + schema.get("minProperties") + " properties");
    }
    for (JsonNode name : schema.path("required")) {
      if (!value.has(name.asText())) {
        block("FieldValueRequired", join(path, name.asText()), "Required value");
      }
    }
    value
        .properties()
        .forEach(entry -> {
          boolean declared = schema.path("properties").has(entry.getKey());
          String below = declared ? join(path, entry.getKey()) : path + "." + entry.getKey();
          check(entry.getValue(), Structure.property(schema, entry.getKey()), below);
        });
  }

  private void checkMost(int size, JsonNode most, String path) {
    if (!most.isMissingNode() && size > most.asInt()) {
      block(
          "FieldValueTooMany",
          path,
          "Too many: " + size + ": must have at most " + most + " items");
    }
  }

  private void block(String reason, String path, String message) {
    problems.add(reason, path, message);
    blocking = true;
  }

  static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
