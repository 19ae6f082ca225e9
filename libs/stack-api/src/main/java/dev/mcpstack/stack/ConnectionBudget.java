package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Problems;
import java.util.List;

/** Whether databases have the connections that a stack could open at its largest. */
final class ConnectionBudget {
  /** A rollout has two complete cells up. */
  private static final int CELLS = 2;

  /** The same for an API server; a source's own keys are seen through {@code self.sources}. */
  static final String RULE =
      "!self.localData.enabled || self.sources.all(source, !has(source.connectionLimit) || "
          + CELLS
          + " * (has(source.maxConnections) ? source.maxConnections : "
          + StackSource.DEFAULT_MAX_CONNECTIONS
          + ") * (self.mode == 'Unified'"
          + " ? (has(self.gateway.pods.autoscaling) ? self.gateway.pods.autoscaling.maxReplicas : self.gateway.pods.replicas)"
          + " : (has(self.localData.pods.autoscaling) ? self.localData.pods.autoscaling.maxReplicas : self.localData.pods.replicas))"
          + " <= source.connectionLimit)";

  private ConnectionBudget() {}

  static void check(StackSpec spec, Problems problems) {
    PodsSpec pods =
        spec.mode() == StackMode.UNIFIED ? spec.gateway().pods() : spec.localData().pods();
    int most = pods.autoscaling().map(AutoscalingSpec::maxReplicas).orElse(pods.replicas());
    List<StackSource> sources = spec.localData().enabled() ? spec.sources() : List.of();
    for (int index = 0; index < sources.size(); index++) {
      StackSource source = sources.get(index);
      Integer limit = source.connectionLimit();
      int needed = CELLS * source.connections() * most;
      if (limit != null && needed > limit) {
        problems.add(
            "sources[" + index + "].connectionLimit",
            Integer.toString(limit),
            "at least %d, which is %d connections x %d pods x %d cells of a rollout: lower maxConnections or the pods, or raise it"
                .formatted(needed, source.connections(), most, CELLS));
      }
    }
  }
}
