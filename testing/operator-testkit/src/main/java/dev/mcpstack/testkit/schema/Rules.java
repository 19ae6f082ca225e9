package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelEvaluationException;
import dev.mcpstack.testkit.apply.SchemaShape;
import dev.mcpstack.testkit.apply.Shape;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The rules of a schema, each at its place. */
final class Rules {
  private static final String RULES = "x-kubernetes-validations";
  private static final Map<JsonNode, Compiled> COMPILED = new ConcurrentHashMap<>();
  private final IdentityHashMap<JsonNode, List<Rule>> compiled = new IdentityHashMap<>();

  /**
   * Rules of a schema and what is wrong with them. The paths of the problems begin at the schema.
   */
  record Compiled(JsonNode schema, Rules rules, List<ApiException.Cause> problems) {}

  /**
   * Compiles all rules. Every test installs the same definitions, and an environment for rules is
   * slow to make.
   */
  static Compiled of(JsonNode schema) {
    return COMPILED.computeIfAbsent(
        schema.deepCopy(),
        own -> {
          Rules rules = new Rules();
          Problems problems = new Problems();
          rules.compile(own, "", true, true, problems);
          return new Compiled(own, rules, problems.causes());
        });
  }

  private void compile(
      JsonNode schema, String path, boolean root, boolean bounded, Problems problems) {
    JsonNode sources = schema.path(RULES);
    if (!sources.isEmpty()) {
      CelTypes types = new CelTypes();
      CelType self = types.of(schema, CelTypes.ROOT, root);
      Cel cel = CelLibrary.environment(types.provider(), self);
      List<Rule> here = new ArrayList<>();
      for (int i = 0; i < sources.size(); i++) {
        String where = path + "." + RULES + "[" + i + "].rule";
        compile(sources.get(i), cel, where, problems)
            .ifPresent(rule -> {
              here.add(rule);
              if (!bounded || !Bounds.holds(rule, schema)) {
                problems.forbidden(where, Bounds.REFUSAL);
              }
            });
      }
      compiled.put(schema, here);
    }
    schema
        .path("properties")
        .properties()
        .forEach(entry ->
            compile(
                entry.getValue(),
                path + ".properties[" + entry.getKey() + "]",
                false,
                bounded,
                problems));
    if (schema.path("items").isObject()) {
      compile(
          schema.path("items"),
          path + ".items",
          false,
          bounded && schema.has("maxItems"),
          problems);
    }
    if (schema.path("additionalProperties").isObject()) {
      boolean few = bounded && schema.has("maxProperties");
      compile(
          schema.path("additionalProperties"),
          path + ".additionalProperties",
          false,
          few,
          problems);
    }
  }

  private static Optional<Rule> compile(JsonNode source, Cel cel, String where, Problems problems) {
    try {
      return Optional.of(Rule.compile(source, cel));
    } catch (CelValidationException | CelEvaluationException e) {
      problems.invalid(where, source.path("rule"), "compilation failed: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Evaluates all rules that a value meets. */
  void check(
      JsonNode value, Optional<JsonNode> old, JsonNode schema, String path, Problems problems) {
    for (Rule rule : compiled.getOrDefault(schema, List.of())) {
      rule.check(value, old, schema, path, problems);
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(entry ->
              check(
                  entry.getValue(),
                  old.map(before -> before.get(entry.getKey())),
                  Structure.property(schema, entry.getKey()),
                  SchemaChecks.join(path, entry.getKey()),
                  problems));
    } else if (value.isArray()) {
      Map<String, JsonNode> before = byKey(old, schema);
      Shape shape = new SchemaShape(schema, false);
      for (int i = 0; i < value.size(); i++) {
        JsonNode item = value.get(i);
        Optional<JsonNode> same =
            shape.items() == Shape.Items.BY_KEY
                ? Optional.ofNullable(before.get(shape.element(item)))
                : Optional.empty();
        check(item, same, schema.path("items"), path + "[" + i + "]", problems);
      }
    }
  }

  /** Only items with keys can be told to be the same as before. */
  private static Map<String, JsonNode> byKey(Optional<JsonNode> old, JsonNode schema) {
    Shape shape = new SchemaShape(schema, false);
    Map<String, JsonNode> items = new HashMap<>();
    if (shape.items() == Shape.Items.BY_KEY) {
      old.ifPresent(list -> list.forEach(item -> items.put(shape.element(item), item)));
    }
    return items;
  }

  static boolean isText(JsonNode schema) {
    return Json.text(schema, "type").equals("string");
  }
}
