package dev.mcpstack.operator.model;

import dev.mcpstack.stack.SchedulingSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where pods may run. */
final class Scheduling {
  private Scheduling() {}

  /** The fields of a pod's spec. */
  static Map<String, Object> of(SchedulingSpec spec, Map<String, String> selector) {
    return Tree.of(
        "nodeSelector",
        spec.nodeSelector(),
        "tolerations",
        spec.tolerations(),
        "affinity",
        spec.affinity(),
        "priorityClassName",
        spec.priorityClassName(),
        "topologySpreadConstraints",
        spec.spread() ? spread(selector) : List.of());
  }

  private static List<Map<String, Object>> spread(Map<String, String> selector) {
    return Stream.of("kubernetes.io/hostname", "topology.kubernetes.io/zone")
        .map(key ->
            Tree.of(
                "maxSkew",
                1,
                "topologyKey",
                key,
                "whenUnsatisfiable",
                "ScheduleAnyway",
                "labelSelector",
                Tree.of("matchLabels", selector)))
        .toList();
  }
}
