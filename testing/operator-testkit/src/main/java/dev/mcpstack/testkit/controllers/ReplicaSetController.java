package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps as many pods as a ReplicaSet asks for. */
final class ReplicaSetController implements Controller {

  @Override
  public void run(World world) {
    Map<String, List<ObjectNode>> pods = world.byController("pods");
    for (ObjectNode set : world.list("replicasets")) {
      if (!World.isGoing(set)) {
        keep(world, set, new ArrayList<>(pods.getOrDefault(World.uid(set), List.of())));
      }
    }
  }

  private static void keep(World world, ObjectNode set, List<ObjectNode> pods) {
    pods.removeIf(World::isGoing);
    pods.sort(Comparator.comparing(Templates::isReady));
    int wanted = Templates.replicas(set);
    Optional<String> failure = Optional.empty();
    while (pods.size() > wanted) {
      world.delete("pods", pods.removeFirst());
    }
    while (pods.size() < wanted && failure.isEmpty()) {
      ObjectNode pod = Templates.pod(set);
      Json.child(pod, "metadata").put("generateName", World.name(set) + "-");
      try {
        pods.add(world.create("pods", pod));
      } catch (ApiException e) {
        failure = Optional.of(before(set).orElse(String.valueOf(e.getMessage())));
        world.warn(set, "FailedCreate", "Error creating: " + e.getMessage());
      }
    }
    int ready = (int) pods.stream().filter(Templates::isReady).count();
    ObjectNode status =
        Json.object().put("replicas", pods.size()).put("fullyLabeledReplicas", pods.size());
    status.put("readyReplicas", ready).put("availableReplicas", ready);
    status.put("observedGeneration", Json.at(set, "metadata", "generation").asLong());
    status.putArray("conditions");
    failure.ifPresent(message ->
        status
            .withArray("conditions")
            .add(world.condition(set, "ReplicaFailure", true, "FailedCreate", message)));
    world.status("replicasets", set, status);
  }

  /** The words of a failure that goes on: each attempt has another name in it. */
  private static Optional<String> before(ObjectNode set) {
    for (JsonNode condition : Json.at(set, "status", "conditions")) {
      if (Json.text(condition, "type").equals("ReplicaFailure")) {
        return Optional.of(Json.text(condition, "message"));
      }
    }
    return Optional.empty();
  }
}
