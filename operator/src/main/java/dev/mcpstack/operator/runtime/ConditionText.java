package dev.mcpstack.operator.runtime;

import dev.mcpstack.operator.observe.Trees;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A condition as it stands in the status of a stack. */
record ConditionText(String type, String status, String reason, String message) {
  /** Those of a status, which may be anything. */
  static List<ConditionText> of(@Nullable Object status) {
    return Trees.at(status, "conditions").stream()
        .flatMap(all -> all instanceof List<?> list ? list.stream() : Optional.empty().stream())
        .map(one ->
            new ConditionText(
                text(one, "type"), text(one, "status"), text(one, "reason"), text(one, "message")))
        .toList();
  }

  /** Whether it says the same, in whatever words. */
  boolean isAs(ConditionText other) {
    return type.equals(other.type) && status.equals(other.status) && reason.equals(other.reason);
  }

  private static String text(Object tree, String key) {
    return Trees.at(tree, key).map(String::valueOf).orElse("");
  }
}
