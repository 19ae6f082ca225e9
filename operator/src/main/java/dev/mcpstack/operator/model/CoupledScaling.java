package dev.mcpstack.operator.model;

import dev.mcpstack.stack.AutoscalingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * LocalData grows with DataScience, whose questions it answers: its autoscaler's fewest pods lie as
 * far up its range as DataScience's pods lie up theirs. Its most pods stay, and with them what the
 * databases have to take.
 */
public final class CoupledScaling {
  private CoupledScaling() {}

  /**
   * The objects of a cell, of which LocalData's autoscaler asks for more.
   *
   * @param dataScience how many pods DataScience has in this cell
   */
  public static List<Manifest> of(
      StackInput input, int revision, List<Manifest> cell, int dataScience) {
    Optional<AutoscalingSpec> local = scaling(input, PodRole.LOCALDATA);
    Optional<AutoscalingSpec> science = scaling(input, PodRole.DATASCIENCE);
    if (local.isEmpty() || science.isEmpty()) {
      return cell;
    }
    int least = least(local.get(), science.get(), dataScience);
    String name = PodRole.LOCALDATA.deployment(input.names(revision));
    List<Manifest> all = new ArrayList<>();
    for (Manifest manifest : cell) {
      boolean scaler =
          manifest.kind().equals("HorizontalPodAutoscaler") && manifest.name().equals(name);
      all.add(scaler ? with(manifest, least) : manifest);
    }
    return all;
  }

  private static Optional<AutoscalingSpec> scaling(StackInput input, PodRole role) {
    return input.podRoles().contains(role) ? input.pods(role).autoscaling() : Optional.empty();
  }

  static int least(AutoscalingSpec local, AutoscalingSpec science, int dataScience) {
    int range = science.maxReplicas() - science.minReplicas();
    int above = Math.clamp((long) dataScience - science.minReplicas(), 0, Math.max(range, 0));
    int room = local.maxReplicas() - local.minReplicas();
    return range <= 0
        ? local.minReplicas()
        : local.minReplicas() + Math.ceilDiv(room * above, range);
  }

  private static Manifest with(Manifest scaler, int least) {
    Map<String, Object> spec =
        scaler.tree().get("spec") instanceof Map<?, ?> map
            ? Tree.merged(copy(map), Map.of("minReplicas", Math.max(least, fewest(map))))
            : Map.of();
    return new Manifest(
        scaler.apiVersion(),
        scaler.kind(),
        scaler.name(),
        Tree.merged(scaler.tree(), Map.of("spec", spec)));
  }

  private static int fewest(Map<?, ?> spec) {
    return spec.get("minReplicas") instanceof Integer fewest ? fewest : 0;
  }

  @SuppressWarnings("unchecked") // A manifest is made of maps by text.
  private static Map<String, Object> copy(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
