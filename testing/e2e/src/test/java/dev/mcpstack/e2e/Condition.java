package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A condition of a stack, as its status has it. */
record Condition(String type, String status, String reason, String message, String since) {
  /** All of a stack; none while it has no status. */
  static List<Condition> of(GenericKubernetesResource stack) {
    return stack.getAdditionalProperties().get("status") instanceof Map<?, ?> status
            && status.get("conditions") instanceof List<?> conditions
        ? conditions.stream().map(Condition::of).toList()
        : List.of();
  }

  /** The one of a type. */
  static Optional<Condition> of(GenericKubernetesResource stack, String type) {
    return of(stack).stream().filter(each -> each.type().equals(type)).findFirst();
  }

  private static Condition of(Object tree) {
    Map<?, ?> condition = tree instanceof Map<?, ?> map ? map : Map.of();
    return new Condition(
        text(condition, "type"),
        text(condition, "status"),
        text(condition, "reason"),
        text(condition, "message"),
        text(condition, "lastTransitionTime"));
  }

  private static String text(Map<?, ?> tree, String key) {
    Object value = tree.get(key);
    return value == null ? "" : value.toString();
  }

  boolean isTrue() {
    return status.equals("True");
  }

  @Override
  public String toString() {
    return type + "=" + status + " (" + reason + ") since " + since + ": " + message;
  }
}
