package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Numbered pods with claims of their own: up in order, down and over to a new template in reverse.
 */
final class StatefulSetController implements Controller {
  private static final String HASH = "controller-revision-hash";
  private static final String CLAIMS = "persistentvolumeclaims";

  @Override
  public void run(World world) {
    Map<String, List<ObjectNode>> pods = world.byController("pods");
    for (ObjectNode set : world.list("statefulsets")) {
      if (!World.isGoing(set)) {
        NavigableMap<Integer, ObjectNode> numbered = new TreeMap<>();
        for (ObjectNode pod : pods.getOrDefault(World.uid(set), List.of())) {
          String name = World.name(pod);
          numbered.put(Integer.parseInt(name.substring(name.lastIndexOf('-') + 1)), pod);
        }
        keep(world, set, numbered);
      }
    }
  }

  private static void keep(World world, ObjectNode set, NavigableMap<Integer, ObjectNode> pods) {
    String hash = Templates.hash(Json.at(set, "spec", "template"));
    int wanted = Templates.replicas(set);
    boolean ordered = !Json.text(set, "spec", "podManagementPolicy").equals("Parallel");
    boolean steady = true;
    for (int number = 0; number < wanted && (steady || !ordered); number++) {
      ObjectNode pod = pods.get(number);
      if (pod == null) {
        boolean created = create(world, set, number, hash);
        steady = created && !ordered;
      } else {
        steady &= Templates.isReady(pod);
      }
    }
    if (!pods.isEmpty() && pods.lastKey() >= wanted) {
      int last = pods.lastKey();
      world.delete("pods", pods.pollLastEntry().getValue());
      if (Json.text(set, "spec", "persistentVolumeClaimRetentionPolicy", "whenScaled")
          .equals("Delete")) {
        claims(world, set, last);
      }
    } else {
      update(world, set, pods, hash, steady);
    }
    report(world, set, pods, hash);
  }

  private static boolean create(World world, ObjectNode set, int number, String hash) {
    ObjectNode pod = Templates.pod(set);
    String name = World.name(set) + "-" + number;
    Json.child(pod, "metadata").put("name", name);
    ObjectNode labels = Json.child(pod, "metadata", "labels");
    labels.put(HASH, World.name(set) + "-" + hash).put("statefulset.kubernetes.io/pod-name", name);
    labels.put("apps.kubernetes.io/pod-index", Integer.toString(number));
    Json.child(pod, "spec")
        .put("hostname", name)
        .put("subdomain", Json.text(set, "spec", "serviceName"));
    try {
      for (JsonNode template : Json.at(set, "spec", "volumeClaimTemplates")) {
        String claim = World.name(template) + "-" + name;
        if (world.find(CLAIMS, World.namespace(set), claim).isEmpty()) {
          world.create(CLAIMS, claim(set, template, claim));
        }
        ObjectNode volume =
            Json.list(Json.child(pod, "spec"), "volumes")
                .addObject()
                .put("name", World.name(template));
        Json.child(volume, "persistentVolumeClaim").put("claimName", claim);
      }
      world.create("pods", pod);
      return true;
    } catch (ApiException e) {
      world.warn(set, "FailedCreate", "create Pod " + name + " failed: " + e.getMessage());
      return false;
    }
  }

  private static ObjectNode claim(ObjectNode set, JsonNode template, String name) {
    ObjectNode claim = template.deepCopy();
    claim.remove("status");
    if (Json.text(set, "spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
        .equals("Delete")) {
      World.own(set, claim);
    }
    ObjectNode metadata =
        Json.child(claim, "metadata").put("name", name).put("namespace", World.namespace(set));
    metadata.set("labels", Json.at(set, "spec", "selector", "matchLabels").deepCopy());
    return claim;
  }

  private static void claims(World world, ObjectNode set, int number) {
    for (JsonNode template : Json.at(set, "spec", "volumeClaimTemplates")) {
      String name = World.name(template) + "-" + World.name(set) + "-" + number;
      world
          .find(CLAIMS, World.namespace(set), name)
          .ifPresent(claim -> world.delete(CLAIMS, claim));
    }
  }

  private static void update(
      World world,
      ObjectNode set,
      NavigableMap<Integer, ObjectNode> pods,
      String hash,
      boolean steady) {
    int partition = Json.at(set, "spec", "updateStrategy", "rollingUpdate", "partition").asInt();
    boolean rolling = Json.text(set, "spec", "updateStrategy", "type").equals("RollingUpdate");
    for (Map.Entry<Integer, ObjectNode> entry : pods.descendingMap().entrySet()) {
      int number = entry.getKey();
      ObjectNode pod = entry.getValue();
      // A pod of the old template that isn't ready is replaced at once: it would block the rest.
      if (rolling
          && number >= partition
          && !isOf(pod, set, hash)
          && (steady || !Templates.isReady(pod))) {
        world.delete("pods", pod);
        pods.remove(number);
        return;
      }
    }
  }

  private static boolean isOf(JsonNode pod, ObjectNode set, String hash) {
    return Json.text(pod, "metadata", "labels", HASH).equals(World.name(set) + "-" + hash);
  }

  private static void report(
      World world, ObjectNode set, NavigableMap<Integer, ObjectNode> pods, String hash) {
    int ready = (int) pods.values().stream().filter(Templates::isReady).count();
    int updated = (int) pods.values().stream().filter(pod -> isOf(pod, set, hash)).count();
    String revision = World.name(set) + "-" + hash;
    ObjectNode status = Json.object().put("replicas", pods.size()).put("readyReplicas", ready);
    status
        .put("availableReplicas", ready)
        .put("updatedReplicas", updated)
        .put("updateRevision", revision);
    status.put("observedGeneration", Json.at(set, "metadata", "generation").asLong());
    if (updated == pods.size()) {
      status.put("currentRevision", revision).put("currentReplicas", updated);
    }
    world.status("statefulsets", set, status);
  }
}
