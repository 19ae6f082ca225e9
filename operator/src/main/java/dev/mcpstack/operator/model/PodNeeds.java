package dev.mcpstack.operator.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What alike pods ask of their namespace.
 *
 * @param pods how many
 * @param each what one of them asks for, as quotas name it: {@code requests.cpu}, {@code
 *     limits.memory}
 * @param priorityClass of the pods; empty if they name none
 */
public record PodNeeds(int pods, Map<String, BigDecimal> each, String priorityClass) {
  /** How quotas name pods. */
  public static final String PODS = "pods";

  private static final String REQUESTS = "requests";
  private static final String LIMITS = "limits";

  /** A copy of the map. */
  public PodNeeds {
    each = Map.copyOf(each);
  }

  /**
   * Those of an object with a template of pods.
   *
   * @param workload a Deployment or a Job
   */
  public static PodNeeds of(Manifest workload, int pods) {
    Object spec = at(workload.tree(), "spec", "template", "spec").orElse(Map.of());
    Map<String, BigDecimal> each = new TreeMap<>();
    for (Object container : list(spec, "containers")) {
      asked(container).forEach((name, amount) -> each.merge(name, amount, BigDecimal::add));
    }
    // They run before the others, one at a time.
    for (Object container : list(spec, "initContainers")) {
      asked(container).forEach((name, amount) -> each.merge(name, amount, BigDecimal::max));
    }
    return new PodNeeds(pods, each, at(spec, "priorityClassName").map(String::valueOf).orElse(""));
  }

  /** All of them together, with how many {@link #PODS} there are. */
  public static Map<String, BigDecimal> sum(List<PodNeeds> all) {
    Map<String, BigDecimal> sum = new TreeMap<>();
    for (PodNeeds needs : all) {
      BigDecimal pods = BigDecimal.valueOf(needs.pods());
      sum.merge(PODS, pods, BigDecimal::add);
      needs.each().forEach((name, one) -> sum.merge(name, one.multiply(pods), BigDecimal::add));
    }
    return sum;
  }

  /** Whether nothing is asked for that a node has to keep free. */
  public boolean isBestEffort() {
    return each.keySet().stream()
        .noneMatch(name -> name.endsWith("cpu") || name.endsWith("memory"));
  }

  /** What is limited and not requested is requested as well. */
  private static Map<String, BigDecimal> asked(Object container) {
    Map<String, BigDecimal> asked = new TreeMap<>();
    for (String kind : List.of(LIMITS, REQUESTS)) {
      if (at(container, "resources", kind).orElse(Map.of()) instanceof Map<?, ?> amounts) {
        amounts.forEach((name, text) ->
            Amount.parse(String.valueOf(text))
                .ifPresent(amount -> {
                  asked.put(kind + "." + name, amount);
                  asked.put(REQUESTS + "." + name, amount);
                }));
      }
    }
    return asked;
  }

  private static List<?> list(Object tree, String key) {
    return at(tree, key).orElse(List.of()) instanceof List<?> list ? list : List.of();
  }

  private static Optional<Object> at(Object tree, String... path) {
    Optional<Object> found = Optional.of(tree);
    for (String key : path) {
      found =
          found.flatMap(
              each -> Optional.ofNullable(each instanceof Map<?, ?> map ? map.get(key) : null));
    }
    return found;
  }
}
