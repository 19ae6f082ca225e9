package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.store.Json;
import java.time.Instant;
import java.util.List;

/**
 * How a pod is. Pure.
 *
 * @param address its own
 * @param started when this node took it
 * @param initial its init containers
 * @param containers the others
 */
record PodStatus(
    String address,
    Instant started,
    List<ContainerStatus> initial,
    List<ContainerStatus> containers) {

  /** As a cluster sums it up. */
  String phase() {
    List<State> states = containers.stream().map(ContainerStatus::state).toList();
    boolean spoiled = initial.stream().anyMatch(each -> code(each.state()) > 0);
    if (spoiled) {
      return "Failed";
    }
    if (states.stream().allMatch(State.Ended.class::isInstance)) {
      return states.stream().allMatch(state -> code(state) == 0) ? "Succeeded" : "Failed";
    }
    boolean began =
        containers.stream()
            .anyMatch(each -> !(each.state() instanceof State.Waiting) || each.last().isPresent());
    return began ? "Running" : "Pending";
  }

  private static int code(State state) {
    return state instanceof State.Ended end ? end.exitCode() : 0;
  }

  boolean isReady() {
    return phase().equals("Running") && containers.stream().allMatch(ContainerStatus::ready);
  }

  /** As its object says it, with the times of conditions that were so before. */
  ObjectNode json(World world, ObjectNode pod) {
    ObjectNode status = Json.object().put("phase", phase()).put("startTime", started.toString());
    status.put("hostIP", "127.0.0.1").put("podIP", address);
    status.putArray("podIPs").addObject().put("ip", address);
    boolean initialized =
        initial.stream()
            .allMatch(each -> each.state() instanceof State.Ended end && end.exitCode() == 0);
    String why =
        isReady()
            ? ""
            : List.of("Succeeded").contains(phase()) ? "PodCompleted" : "ContainersNotReady";
    ArrayNode conditions = status.putArray("conditions");
    conditions.add(world.condition(pod, "PodScheduled", true, "", ""));
    conditions.add(
        world.condition(
            pod, "Initialized", initialized, initialized ? "" : "ContainersNotInitialized", ""));
    conditions.add(world.condition(pod, "ContainersReady", isReady(), why, ""));
    conditions.add(world.condition(pod, "Ready", isReady(), why, ""));
    if (!initial.isEmpty()) {
      ArrayNode statuses = status.putArray("initContainerStatuses");
      initial.forEach(each -> statuses.add(each.json()));
    }
    ArrayNode statuses = status.putArray("containerStatuses");
    containers.forEach(each -> statuses.add(each.json()));
    return status;
  }
}
