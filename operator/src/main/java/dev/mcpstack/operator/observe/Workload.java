package dev.mcpstack.operator.observe;

import dev.mcpstack.stack.ServerStatus;

/**
 * How far a Deployment or StatefulSet is.
 *
 * @param wanted pods that are wanted
 * @param pods pods that there are
 * @param ready pods of the newest template that can answer
 * @param complete whether all that are wanted are there, are of the newest template, and can answer
 */
public record Workload(int wanted, int pods, int ready, boolean complete) {
  /** Of one that there is not. */
  public static final Workload ABSENT = new Workload(0, 0, 0, false);

  /** What an object says. */
  public static Workload of(LiveObject object) {
    long wanted =
        Trees.at(object.tree(), "spec", "replicas").map(n -> ((Number) n).longValue()).orElse(1L);
    long updated = object.number("status", "updatedReplicas");
    long ready = object.number("status", "readyReplicas");
    boolean seen =
        object.number("status", "observedGeneration") >= object.number("metadata", "generation");
    boolean complete =
        seen
            && ready >= wanted
            && (updated >= wanted || wanted == 0)
            && object.number("status", "replicas") <= Math.max(wanted, updated);
    int pods = (int) object.number("status", "replicas");
    return new Workload((int) wanted, pods, (int) Math.min(ready, wanted), complete);
  }

  /** For the status of a stack. */
  public ServerStatus status(String role) {
    return new ServerStatus(role, wanted, ready);
  }
}
