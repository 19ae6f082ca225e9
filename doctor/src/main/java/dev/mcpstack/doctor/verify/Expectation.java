package dev.mcpstack.doctor.verify;

import dev.mcpstack.contract.verification.UserCheck;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Compares an answer with what a user's check expects. Pure; what was answered is never told. */
final class Expectation {
  private static final String STATUS = "/status";

  private Expectation() {}

  /** What is not as expected, as a clause; empty when all is. */
  static Optional<String> mismatch(UserCheck check, Map<String, Object> answer) {
    if (!check.expect().containsKey(STATUS) && !"complete".equals(answer.get("status"))) {
      return Optional.of(check.tool() + " is not done well");
    }
    for (Map.Entry<String, Object> expected : check.expect().entrySet()) {
      Optional<Object> found = at(answer, expected.getKey());
      if (found.isEmpty()) {
        return Optional.of("there is nothing at " + expected.getKey());
      }
      if (!equal(expected.getValue(), found.get(), check.tolerance())) {
        return Optional.of("the value at " + expected.getKey() + " is not the one expected");
      }
    }
    return Optional.empty();
  }

  private static Optional<Object> at(Object tree, String pointer) {
    if (pointer.isEmpty()) {
      return Optional.of(tree);
    }
    Object value = tree;
    for (String part : pointer.substring(1).split("/", -1)) {
      String key = part.replace("~1", "/").replace("~0", "~");
      Object next =
          switch (value) {
            case Map<?, ?> map -> map.get(key);
            case List<?> list -> item(list, key);
            default -> null;
          };
      if (next == null) {
        return Optional.empty();
      }
      value = next;
    }
    return Optional.of(value);
  }

  private static @Nullable Object item(List<?> list, String key) {
    boolean index = key.matches("0|[1-9][0-9]{0,8}");
    return index && Integer.parseInt(key) < list.size() ? list.get(Integer.parseInt(key)) : null;
  }

  /** Equal as JSON, numbers up to the tolerance; a number and its text are one, as in answers. */
  private static boolean equal(
      @Nullable Object expected, @Nullable Object found, double tolerance) {
    return switch (expected) {
      case null -> found == null;
      case Number number ->
          Numbers.of(number)
              .flatMap(wanted -> Numbers.of(found).map(seen -> near(wanted, seen, tolerance)))
              .orElse(false);
      case Map<?, ?> map ->
          found instanceof Map<?, ?> other
              && map.keySet().equals(other.keySet())
              && map.keySet().stream()
                  .allMatch(key -> equal(map.get(key), other.get(key), tolerance));
      case List<?> list -> found instanceof List<?> other && allEqual(list, other, tolerance);
      default -> expected.equals(found);
    };
  }

  private static boolean allEqual(List<?> expected, List<?> found, double tolerance) {
    if (expected.size() != found.size()) {
      return false;
    }
    for (int index = 0; index < expected.size(); index++) {
      if (!equal(expected.get(index), found.get(index), tolerance)) {
        return false;
      }
    }
    return true;
  }

  private static boolean near(BigDecimal wanted, BigDecimal seen, double tolerance) {
    return wanted.subtract(seen).abs().compareTo(BigDecimal.valueOf(tolerance)) <= 0;
  }
}
