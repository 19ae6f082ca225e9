package dev.mcpstack.operator.health;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.PodRole;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Trees;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A pod of a cell.
 *
 * @param name of the pod
 * @param uid another pod of the same name has another
 * @param address its IP address; empty while it has none
 * @param restarts of its containers
 * @param running whether it has processes
 */
public record PodTarget(String name, String uid, String address, int restarts, boolean running) {
  /** The pods of all cells, by revision. Those that have ended hold nothing and are left out. */
  public static Map<Integer, List<PodTarget>> of(Observed observed) {
    Map<Integer, List<PodTarget>> cells = new TreeMap<>();
    observed
        .ofKind("Pod")
        .filter(pod -> pod.label(Labels.ROLE).flatMap(PodRole::of).isPresent())
        .filter(pod -> !isOver(pod))
        .forEach(pod ->
            pod.label(Labels.REVISION)
                .filter(text -> text.matches("[0-9]{1,9}"))
                .ifPresent(text ->
                    cells
                        .computeIfAbsent(Integer.parseInt(text), _ -> new ArrayList<>())
                        .add(of(pod))));
    return cells;
  }

  private static PodTarget of(LiveObject pod) {
    long restarts =
        pod.items("status", "containerStatuses").stream()
            .mapToLong(status ->
                Trees.at(status, "restartCount")
                    .map(count -> ((Number) count).longValue())
                    .orElse(0L))
            .sum();
    return new PodTarget(
        pod.name(),
        pod.uid(),
        pod.text("status", "podIP").orElse(""),
        Math.toIntExact(restarts),
        phase(pod).equals("Running"));
  }

  private static boolean isOver(LiveObject pod) {
    return phase(pod).equals("Succeeded") || phase(pod).equals("Failed");
  }

  private static String phase(LiveObject pod) {
    return pod.text("status", "phase").orElse("");
  }
}
