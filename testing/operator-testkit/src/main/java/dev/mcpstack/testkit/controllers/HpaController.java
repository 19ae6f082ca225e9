package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.Map;

/** Sets the replicas of what an autoscaler points at, by the scale subresource. */
record HpaController(Autoscaling autoscaling) implements Controller {
  private static final Map<String, String> TARGETS =
      Map.of(
          "Deployment", "deployments", "StatefulSet", "statefulsets", "ReplicaSet", "replicasets");

  @Override
  public void run(World world) {
    for (ObjectNode scaler : world.list("horizontalpodautoscalers")) {
      JsonNode reference = Json.at(scaler, "spec", "scaleTargetRef");
      String plural = TARGETS.getOrDefault(Json.text(reference, "kind"), "deployments");
      world
          .find(plural, World.namespace(scaler), Json.text(reference, "name"))
          .ifPresentOrElse(
              target -> scale(world, scaler, plural, target),
              () ->
                  world.warn(
                      scaler,
                      "FailedGetScale",
                      "the target " + Json.text(reference, "name") + " not found"));
    }
  }

  private void scale(World world, ObjectNode scaler, String plural, ObjectNode target) {
    int present = Json.at(target, "spec", "replicas").asInt();
    int least = Json.at(scaler, "spec", "minReplicas").asInt(1);
    int most = Json.at(scaler, "spec", "maxReplicas").asInt();
    int load = autoscaling.wanted(World.namespace(scaler), World.name(scaler)).orElse(present);
    // Nothing is scaled that somebody stopped.
    int wanted = present == 0 ? 0 : Math.clamp(load, least, most);
    if (wanted != present) {
      ObjectNode patch = Json.object();
      Json.child(patch, "spec").put("replicas", wanted);
      world.patch(plural, target, "scale", patch);
    }
    world.status(
        "horizontalpodautoscalers",
        scaler,
        Json.object()
            .put("currentReplicas", Json.at(target, "status", "replicas").asInt())
            .put("desiredReplicas", wanted));
  }
}
