package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One ReplicaSet per template; the newest comes up and the others go down by the strategy. */
final class DeploymentController implements Controller {
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final String HASH = "pod-template-hash";
  private static final String SETS = "replicasets";

  @Override
  public void run(World world) {
    Map<String, List<ObjectNode>> sets = world.byController(SETS);
    for (ObjectNode deployment : world.list("deployments")) {
      if (!World.isGoing(deployment) && !Json.at(deployment, "spec", "paused").asBoolean()) {
        roll(
            world,
            deployment,
            new ArrayList<>(sets.getOrDefault(World.uid(deployment), List.of())));
      }
    }
  }

  private static void roll(World world, ObjectNode deployment, List<ObjectNode> old) {
    String hash = Templates.hash(Json.at(deployment, "spec", "template"));
    String name = World.name(deployment) + "-" + hash;
    ObjectNode newest =
        old.stream().filter(set -> World.name(set).equals(name)).findFirst().orElse(null);
    if (newest == null) {
      newest = create(world, deployment, name, hash, old);
    }
    old.removeIf(set -> World.name(set).equals(name));
    mark(world, deployment, Json.text(newest, "metadata", "annotations", REVISION));
    scale(world, deployment, newest, old);
    report(world, deployment, newest, old);
  }

  private static ObjectNode create(
      World world, ObjectNode deployment, String name, String hash, List<ObjectNode> old) {
    int revision =
        1
            + old.stream()
                .mapToInt(set -> Json.at(set, "metadata", "annotations", REVISION).asInt())
                .max()
                .orElse(0);
    ObjectNode set = Json.object();
    set.set("spec", Json.object());
    World.own(deployment, set);
    ObjectNode metadata = Json.child(set, "metadata").put("name", name);
    metadata.set(
        "labels", Json.at(deployment, "spec", "template", "metadata", "labels").deepCopy());
    Json.child(metadata, "labels").put(HASH, hash);
    Json.child(metadata, "annotations").put(REVISION, Integer.toString(revision));
    ObjectNode spec = Json.child(set, "spec").put("replicas", 0);
    spec.set("selector", Json.at(deployment, "spec", "selector").deepCopy());
    Json.child(spec, "selector", "matchLabels").put(HASH, hash);
    spec.set("template", Json.at(deployment, "spec", "template").deepCopy());
    Json.child(spec, "template", "metadata", "labels").put(HASH, hash);
    return world.create(SETS, set);
  }

  private static void mark(World world, ObjectNode deployment, String revision) {
    ObjectNode patch = Json.object();
    Json.child(patch, "metadata", "annotations").put(REVISION, revision);
    world.patch("deployments", deployment, "", patch);
  }

  private static void scale(
      World world, ObjectNode deployment, ObjectNode newest, List<ObjectNode> old) {
    int wanted = Templates.replicas(deployment);
    int oldWanted = old.stream().mapToInt(Templates::replicas).sum();
    JsonNode rolling = Json.at(deployment, "spec", "strategy", "rollingUpdate");
    boolean recreate = Json.text(deployment, "spec", "strategy", "type").equals("Recreate");
    int surge = recreate ? 0 : share(rolling.path("maxSurge"), wanted, true);
    int unavailable = recreate ? wanted : share(rolling.path("maxUnavailable"), wanted, false);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    int oldPods = old.stream().mapToInt(set -> Json.at(set, "status", "replicas").asInt()).sum();
    int room = recreate && oldPods > 0 ? 0 : wanted + surge - oldWanted;
    int present = Templates.replicas(newest);
    set(world, newest, present > wanted ? wanted : Math.max(present, Math.min(wanted, room)));
    int available =
        available(newest) + old.stream().mapToInt(DeploymentController::available).sum();
    int spare = available - (wanted - unavailable);
    for (ObjectNode set : old) {
      int replicas = Templates.replicas(set);
      int broken = Math.max(0, replicas - available(set));
      int less = Math.min(replicas, broken + Math.max(0, Math.min(spare, available(set))));
      spare -= Math.max(0, less - broken);
      set(world, set, replicas - less);
    }
  }

  private static int share(JsonNode amount, int whole, boolean up) {
    String text = amount.asText("0");
    if (!text.endsWith("%")) {
      return amount.asInt();
    }
    double exact = whole * Integer.parseInt(text.substring(0, text.length() - 1)) / 100.0;
    return (int) (up ? Math.ceil(exact) : Math.floor(exact));
  }

  private static int available(JsonNode set) {
    return Json.at(set, "status", "availableReplicas").asInt();
  }

  private static void set(World world, ObjectNode set, int replicas) {
    if (replicas != Templates.replicas(set)) {
      ObjectNode patch = Json.object();
      Json.child(patch, "spec").put("replicas", replicas);
      world.patch(SETS, set, "", patch);
    }
  }

  private static void report(
      World world, ObjectNode deployment, ObjectNode newest, List<ObjectNode> old) {
    int wanted = Templates.replicas(deployment);
    int updated = Json.at(newest, "status", "replicas").asInt();
    int pods =
        updated + old.stream().mapToInt(set -> Json.at(set, "status", "replicas").asInt()).sum();
    int available =
        available(newest) + old.stream().mapToInt(DeploymentController::available).sum();
    ObjectNode status = Json.object();
    status.put("observedGeneration", Json.at(deployment, "metadata", "generation").asLong());
    status.put("replicas", pods).put("updatedReplicas", updated);
    status.put("readyReplicas", available).put("availableReplicas", available);
    status.put("unavailableReplicas", Math.max(0, wanted - available));
    int unavailable =
        share(
            Json.at(deployment, "spec", "strategy", "rollingUpdate", "maxUnavailable"),
            wanted,
            false);
    boolean enough = available >= wanted - unavailable;
    boolean complete = updated == wanted && pods == wanted && available >= wanted;
    ArrayNode conditions = status.putArray("conditions");
    conditions.add(
        world.condition(
            deployment,
            "Available",
            enough,
            enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
            enough
                ? "Deployment has minimum availability."
                : "Deployment does not have minimum availability."));
    conditions.add(progress(world, deployment, status, complete, World.name(newest)));
    for (JsonNode condition : Json.at(newest, "status", "conditions")) {
      conditions.add(condition);
    }
    world.status("deployments", deployment, status);
  }

  /** Time runs from the last change of any count. */
  private static ObjectNode progress(
      World world, ObjectNode deployment, ObjectNode status, boolean complete, String set) {
    JsonNode before = Json.object();
    for (JsonNode condition : Json.at(deployment, "status", "conditions")) {
      before = Json.text(condition, "type").equals("Progressing") ? condition : before;
    }
    boolean moved = false;
    for (String count :
        List.of("observedGeneration", "replicas", "updatedReplicas", "availableReplicas")) {
      moved |= Json.at(deployment, "status", count).asLong(-1) != status.path(count).asLong();
    }
    Instant last =
        moved || !before.has("lastUpdateTime")
            ? world.now()
            : Instant.parse(Json.text(before, "lastUpdateTime"));
    Duration deadline =
        Duration.ofSeconds(Json.at(deployment, "spec", "progressDeadlineSeconds").asLong());
    boolean late = !complete && world.now().isAfter(last.plus(deadline));
    String reason =
        complete
            ? "NewReplicaSetAvailable"
            : late ? "ProgressDeadlineExceeded" : "ReplicaSetUpdated";
    String words =
        complete
            ? "has successfully progressed."
            : late ? "has timed out progressing." : "is progressing.";
    ObjectNode condition =
        world.condition(
            deployment, "Progressing", !late, reason, "ReplicaSet \"" + set + "\" " + words);
    return condition.put("lastUpdateTime", last.toString());
  }
}
