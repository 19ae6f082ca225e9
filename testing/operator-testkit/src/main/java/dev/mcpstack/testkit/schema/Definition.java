package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks of a definition itself: is its schema structural, are its defaults valid, do its rules
 * compile and stay within bounds.
 */
final class Definition {
  private static final Set<String> FREE =
      Set.of("x-kubernetes-int-or-string", "x-kubernetes-preserve-unknown-fields");

  private Definition() {}

  static void check(JsonNode definition, Problems problems) {
    String wanted =
        Json.text(definition, "spec", "names", "plural")
            + "."
            + Json.text(definition, "spec", "group");
    if (!Json.text(definition, "metadata", "name").equals(wanted)) {
      problems.invalid(
          "metadata.name",
          Json.at(definition, "metadata", "name"),
          "must be spec.names.plural+\".\"+spec.group");
    }
    JsonNode versions = Json.at(definition, "spec", "versions");
    for (int i = 0; i < versions.size(); i++) {
      String path =
          versions.size() == 1
              ? "spec.validation.openAPIV3Schema"
              : "spec.versions[" + i + "].schema.openAPIV3Schema";
      JsonNode schema = schema(versions.get(i));
      if (!schema.isObject()) {
        problems.required(
            "spec.versions[" + i + "].schema.openAPIV3Schema", "schemas are required");
      } else {
        Rules.Compiled compiled = Rules.of(schema);
        structure(compiled.schema(), compiled.rules(), path, problems);
        compiled
            .problems()
            .forEach(cause -> problems.add(cause.reason(), path + cause.field(), cause.message()));
      }
    }
  }

  static JsonNode schema(JsonNode version) {
    return Json.at(version, "schema", "openAPIV3Schema");
  }

  private static void structure(JsonNode schema, Rules rules, String path, Problems problems) {
    String type = Json.text(schema, "type");
    if (type.isEmpty() && FREE.stream().noneMatch(flag -> schema.path(flag).asBoolean())) {
      problems.required(path + ".type", "must not be empty for specified object fields");
    }
    if (type.equals("array") && !schema.path("items").isObject()) {
      problems.required(path + ".items", "must be specified");
    }
    if (schema.has("default")) {
      checkDefault(schema, rules, path + ".default", problems);
    }
    JsonNode items = schema.path("items");
    List<String> required = Json.texts(items.path("required"));
    for (String key : Json.texts(schema.path("x-kubernetes-list-map-keys"))) {
      if (!required.contains(key) && !Json.at(items, "properties", key).has("default")) {
        problems.required(
            path + ".items.properties[" + key + "].default",
            "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property");
      }
    }
    schema
        .path("properties")
        .properties()
        .forEach(entry -> {
          if (!(path.endsWith("Schema") && entry.getKey().equals("metadata"))) {
            structure(
                entry.getValue(), rules, path + ".properties[" + entry.getKey() + "]", problems);
          }
        });
    if (items.isObject()) {
      structure(items, rules, path + ".items", problems);
    }
    if (schema.path("additionalProperties").isObject()) {
      structure(
          schema.path("additionalProperties"), rules, path + ".additionalProperties", problems);
    }
  }

  /** As it is written: defaults of what is in it come in later, and rules don't see them yet. */
  private static void checkDefault(JsonNode schema, Rules rules, String path, Problems problems) {
    JsonNode value = schema.get("default");
    SchemaChecks checks = new SchemaChecks(problems);
    checks.check(value, schema, path);
    if (!checks.isBlocking()) {
      rules.check(value, Optional.of(value), schema, path, problems);
    }
  }
}
