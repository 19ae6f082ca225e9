package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Where a stack's rollout is, as its status says. What is not said is empty, or 0.
 *
 * @param phase such as {@code Observing}
 * @param from the revision that serves, or served before; in {@code Stable} there is none
 * @param to the revision that is to serve, or does
 * @param leaving revisions that no longer serve, or never did, and are still there
 * @param failed the revision that failed last
 * @param why it failed
 * @param message all of it in sentences
 * @param observed whether the newest specification was looked at
 */
record Rollout(
    String phase,
    int from,
    int to,
    List<Integer> leaving,
    int failed,
    String why,
    String message,
    boolean observed) {
  static final String STABLE = "Stable";
  static final String STAGING = "Staging";
  static final String VERIFYING = "Verifying";
  static final String AWAITING_PROMOTION = "AwaitingPromotion";
  static final String OBSERVING = "Observing";

  /** Of a stack as it was read. */
  static Rollout of(GenericKubernetesResource stack) {
    Map<?, ?> status = map(stack.getAdditionalProperties(), "status");
    Map<?, ?> rollout = map(status, "rollout");
    Map<?, ?> failed = map(rollout, "failed");
    List<Integer> leaving =
        rollout.get("leaving") instanceof List<?> list
            ? list.stream().flatMap(Rollout::revision).toList()
            : List.of();
    return new Rollout(
        text(rollout, "phase"),
        number(rollout, "from"),
        number(rollout, "to"),
        leaving,
        number(failed, "revision"),
        text(failed, "why"),
        text(status, "message"),
        text(status, "observedGeneration")
            .equals(String.valueOf(stack.getMetadata().getGeneration())));
  }

  /** Whether this revision serves, and no other is there. */
  boolean rests(int revision) {
    return observed && isStable(revision) && leaving.isEmpty();
  }

  /** Whether this revision serves, and nothing moves. */
  boolean isStable(int revision) {
    return phase.equals(STABLE) && to == revision;
  }

  private static Stream<Integer> revision(Object leaving) {
    return leaving instanceof Map<?, ?> map ? Stream.of(number(map, "revision")) : Stream.empty();
  }

  private static Map<?, ?> map(Map<?, ?> tree, String key) {
    return tree.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }

  private static int number(Map<?, ?> tree, String key) {
    return tree.get(key) instanceof Number number ? number.intValue() : 0;
  }

  private static String text(Map<?, ?> tree, String key) {
    Object value = tree.get(key);
    return value == null ? "" : value.toString();
  }
}
