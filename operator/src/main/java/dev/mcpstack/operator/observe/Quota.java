package dev.mcpstack.operator.observe;

import dev.mcpstack.operator.model.Amount;
import dev.mcpstack.operator.model.PodNeeds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a ResourceQuota leaves for pods.
 *
 * @param name of the object
 * @param left by what quotas count: {@code pods}, {@code requests.cpu}, {@code limits.memory}
 * @param scopes which pods it counts
 */
public record Quota(String name, Map<String, BigDecimal> left, List<Scope> scopes) {
  /** Copies of map and list. */
  public Quota {
    left = Map.copyOf(left);
    scopes = List.copyOf(scopes);
  }

  private static final Map<String, String> SAME =
      Map.of(
          "count/pods", PodNeeds.PODS,
          "cpu", "requests.cpu",
          "memory", "requests.memory",
          "ephemeral-storage", "requests.ephemeral-storage");

  /**
   * A condition on pods.
   *
   * @param name such as {@code NotTerminating}
   * @param operator as in a scopeSelector
   * @param values that the operator compares with
   */
  public record Scope(String name, String operator, List<String> values) {}

  /** What an object says; nothing is left of what is used up. */
  public static Quota of(LiveObject object) {
    Map<String, BigDecimal> left = new TreeMap<>();
    Object used = Trees.at(object.tree(), "status", "used").orElse(Map.of());
    if (Trees.at(object.tree(), "status", "hard").orElse(Map.of()) instanceof Map<?, ?> hard) {
      hard.forEach((key, limit) -> {
        String name = SAME.getOrDefault(String.valueOf(key), String.valueOf(key));
        BigDecimal taken = amount(Trees.at(used, String.valueOf(key))).orElse(BigDecimal.ZERO);
        amount(Optional.ofNullable(limit))
            .map(most -> most.subtract(taken).max(BigDecimal.ZERO))
            .ifPresent(rest -> left.merge(name, rest, BigDecimal::min));
      });
    }
    return new Quota(object.name(), left, scopes(object));
  }

  private static Optional<BigDecimal> amount(Optional<Object> value) {
    return value.map(String::valueOf).flatMap(Amount::parse);
  }

  private static List<Scope> scopes(LiveObject object) {
    List<Scope> scopes = new ArrayList<>();
    object
        .items("spec", "scopes")
        .forEach(name -> scopes.add(new Scope(String.valueOf(name), "Exists", List.of())));
    for (Object each : object.items("spec", "scopeSelector", "matchExpressions")) {
      scopes.add(
          new Scope(
              text(each, "scopeName"),
              text(each, "operator"),
              Trees.at(each, "values").orElse(List.of()) instanceof List<?> values
                  ? values.stream().map(String::valueOf).toList()
                  : List.of()));
    }
    return scopes;
  }

  private static String text(Object tree, String key) {
    return Trees.at(tree, key).map(String::valueOf).orElse("");
  }

  /** Whether it counts such pods. One whose scopes are not known here counts none. */
  public boolean counts(PodNeeds pods) {
    return scopes.stream().allMatch(scope -> matches(scope, pods));
  }

  private static boolean matches(Scope scope, PodNeeds pods) {
    return switch (scope.name()) {
      case "NotTerminating" -> true; // Pods of servers run until they are ended.
      case "BestEffort" -> pods.isBestEffort();
      case "NotBestEffort" -> !pods.isBestEffort();
      case "PriorityClass" -> {
        boolean named = !pods.priorityClass().isEmpty();
        boolean listed = scope.values().contains(pods.priorityClass());
        yield switch (scope.operator()) {
          case "Exists" -> named;
          case "DoesNotExist" -> !named;
          case "In" -> named && listed;
          case "NotIn" -> !listed;
          default -> false;
        };
      }
      default -> false;
    };
  }
}
