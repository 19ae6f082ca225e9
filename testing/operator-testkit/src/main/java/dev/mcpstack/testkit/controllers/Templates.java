package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;

/** Pods from templates, and whether they are ready. */
final class Templates {
  private static final int HASH_RADIX = 36;

  private Templates() {}

  static String hash(JsonNode template) {
    return Integer.toUnsignedString(template.toString().hashCode(), HASH_RADIX);
  }

  static ObjectNode pod(ObjectNode owner) {
    ObjectNode pod = Json.object();
    JsonNode template = Json.at(owner, "spec", "template");
    pod.set("metadata", template.path("metadata").deepCopy());
    pod.set("spec", template.path("spec").deepCopy());
    World.own(owner, pod);
    return pod;
  }

  static boolean isReady(JsonNode pod) {
    for (JsonNode condition : Json.at(pod, "status", "conditions")) {
      if (Json.text(condition, "type").equals("Ready")) {
        return Json.text(condition, "status").equals("True");
      }
    }
    return false;
  }

  static int replicas(JsonNode workload) {
    return Json.at(workload, "spec", "replicas").asInt();
  }
}
