package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.mcpstack.testkit.store.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * A stand-in for the estimate of cost: whatever a rule walks through has to have a limit. Stricter
 * than the API server, which forgives cheap rules.
 */
final class Bounds {
  static final String REFUSAL =
      "estimated rule cost exceeds budget by factor of more than 100x (try simplifying the rule, or adding maxItems, maxProperties, and maxLength"
          + " where arrays, maps, and strings are declared)";
  private static final Set<String> WALKS_TEXT =
      Set.of(
          "matches",
          "contains",
          "find",
          "findAll",
          "split",
          "replace",
          "indexOf",
          "lowerAscii",
          "upperAscii",
          "isURL",
          "quantity");

  private Bounds() {}

  static boolean holds(Rule rule, JsonNode schema) {
    Map<String, JsonNode> variables = new HashMap<>(Map.of("self", schema, "oldSelf", schema));
    // The variables of a loop are known once its range was seen, and ranges come before what is
    // inside.
    return rule.tree()
        .getRoot()
        .allNodes()
        .map(CelNavigableExpr::expr)
        .allMatch(node -> holds(node, variables));
  }

  private static boolean holds(CelExpr node, Map<String, JsonNode> variables) {
    return switch (node.getKind()) {
      case COMPREHENSION -> {
        JsonNode range = schema(node.comprehension().iterRange(), variables);
        boolean list = range.has("items");
        variables.put(
            node.comprehension().iterVar(),
            list ? range.path("items") : Json.object().put("maxLength", 1));
        variables.put(
            node.comprehension().iterVar2(),
            list ? range.path("items") : range.path("additionalProperties"));
        yield range.isMissingNode() || range.has(list ? "maxItems" : "maxProperties");
      }
      case CALL -> !WALKS_TEXT.contains(node.call().function()) || isShort(node.call(), variables);
      default -> true;
    };
  }

  private static boolean isShort(CelExpr.CelCall call, Map<String, JsonNode> variables) {
    return call.target().map(target -> isShort(schema(target, variables))).orElse(true)
        && call.args().stream().allMatch(argument -> isShort(schema(argument, variables)));
  }

  private static boolean isShort(JsonNode schema) {
    return !Rules.isText(schema) || schema.has("maxLength") || schema.has("enum");
  }

  /** The schema of what an expression yields, where that is a path. */
  private static JsonNode schema(CelExpr node, Map<String, JsonNode> variables) {
    return switch (node.getKind()) {
      case IDENT -> variables.getOrDefault(node.ident().name(), MissingNode.getInstance());
      case SELECT ->
          node.select().testOnly()
              ? MissingNode.getInstance()
              : property(schema(node.select().operand(), variables), node.select().field());
      case CALL ->
          node.call().function().equals("_[_]")
              ? element(node, variables)
              : MissingNode.getInstance();
      default -> MissingNode.getInstance();
    };
  }

  private static JsonNode element(CelExpr call, Map<String, JsonNode> variables) {
    JsonNode container = schema(call.call().args().getFirst(), variables);
    return container.has("items")
        ? container.path("items")
        : container.path("additionalProperties");
  }

  private static JsonNode property(JsonNode schema, String field) {
    for (Map.Entry<String, JsonNode> entry : schema.path("properties").properties()) {
      if (CelTypes.escape(entry.getKey()).equals(field)) {
        return entry.getValue();
      }
    }
    return schema.path("additionalProperties");
  }
}
