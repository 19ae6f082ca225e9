package dev.mcpstack.testkit.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Problems;
import java.util.Map;
import java.util.Optional;

/** One entry of {@code x-kubernetes-validations}, compiled. */
record Rule(
    JsonNode source,
    CelRuntime.Program program,
    Optional<CelRuntime.Program> messageProgram,
    CelNavigableAst tree,
    boolean transition) {

  static Rule compile(JsonNode source, Cel cel)
      throws CelValidationException, CelEvaluationException {
    CelAbstractSyntaxTree ast = cel.compile(Json.text(source, "rule")).getAst();
    String expression = Json.text(source, "messageExpression");
    Optional<CelRuntime.Program> message =
        expression.isEmpty()
            ? Optional.empty()
            : Optional.of(cel.createProgram(cel.compile(expression).getAst()));
    CelNavigableAst tree = CelNavigableAst.fromAst(ast);
    boolean transition =
        tree.getRoot()
            .allNodes()
            .map(CelNavigableExpr::expr)
            .anyMatch(node ->
                node.getKind() == CelExpr.ExprKind.Kind.IDENT
                    && node.ident().name().equals("oldSelf"));
    return new Rule(source, cel.createProgram(ast), message, tree, transition);
  }

  /** Evaluates for one value; without an old one a rule about transitions says nothing. */
  void check(
      JsonNode value, Optional<JsonNode> old, JsonNode schema, String path, Problems problems) {
    if (transition && old.isEmpty()) {
      return;
    }
    Object self = CelValues.of(value, schema);
    Map<String, Object> variables =
        old.filter(before -> transition)
            .map(before -> Map.of("self", self, "oldSelf", CelValues.of(before, schema)))
            .orElseGet(() -> Map.of("self", self));
    try {
      if (!Boolean.TRUE.equals(program.eval(variables))) {
        fail(message(variables), schema, path, problems);
      }
    } catch (CelEvaluationException e) {
      fail(e.getMessage() + " evaluating rule: " + message(variables), schema, path, problems);
    }
  }

  private String message(Map<String, Object> variables) {
    if (messageProgram.isPresent()) {
      try {
        return String.valueOf(messageProgram.get().eval(variables));
      } catch (CelEvaluationException e) {
        // An expression that fails gives way to the fixed message, in the API server too.
        return fixedMessage();
      }
    }
    return fixedMessage();
  }

  private String fixedMessage() {
    String message = Json.text(source, "message");
    return message.isEmpty() ? "failed rule: " + Json.text(source, "rule") : message;
  }

  private void fail(String message, JsonNode schema, String path, Problems problems) {
    String field = path + Json.text(source, "fieldPath");
    String where = field.startsWith(".") ? field.substring(1) : field;
    String reason = Json.at(source, "reason").asText("FieldValueInvalid");
    String type = "\"" + Json.text(schema, "type") + "\"";
    String words =
        switch (reason) {
          case "FieldValueRequired" -> "Required value: " + message;
          case "FieldValueForbidden" -> "Forbidden: " + message;
          case "FieldValueDuplicate" -> "Duplicate value: " + type;
          default -> "Invalid value: " + type + ": " + message;
        };
    problems.add(reason, where, words);
  }
}
