package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.Optional;

/** Whether the Secrets and ConfigMaps that a pod needs are there. */
public final class Mounts {
  private Mounts() {}

  /** Names the first that is missing. */
  public static Optional<String> missing(World world, ObjectNode pod) {
    for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
      Optional<String> missing =
          either(world, pod, volume.path("secret"), "secretName", volume.path("configMap"), "name");
      for (JsonNode source : Json.at(volume, "projected", "sources")) {
        missing =
            missing.or(() ->
                either(
                    world, pod, source.path("secret"), "name", source.path("configMap"), "name"));
      }
      if (missing.isPresent()) {
        return missing;
      }
    }
    for (JsonNode container : Json.at(pod, "spec", "containers")) {
      for (JsonNode variable : container.path("env")) {
        JsonNode from = variable.path("valueFrom");
        Optional<String> missing =
            either(
                world,
                pod,
                from.path("secretKeyRef"),
                "name",
                from.path("configMapKeyRef"),
                "name");
        if (missing.isPresent()) {
          return missing;
        }
      }
      for (JsonNode from : container.path("envFrom")) {
        Optional<String> missing =
            either(world, pod, from.path("secretRef"), "name", from.path("configMapRef"), "name");
        if (missing.isPresent()) {
          return missing;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> either(
      World world,
      ObjectNode pod,
      JsonNode secret,
      String secretField,
      JsonNode map,
      String mapField) {
    return one(world, pod, "secrets", "secret", secret, secretField)
        .or(() -> one(world, pod, "configmaps", "configmap", map, mapField));
  }

  private static Optional<String> one(
      World world, ObjectNode pod, String plural, String word, JsonNode source, String field) {
    String name = Json.text(source, field);
    boolean needed = !name.isEmpty() && !source.path("optional").asBoolean();
    if (!needed) {
      return Optional.empty();
    }
    Optional<ObjectNode> found = world.find(plural, World.namespace(pod), name);
    if (found.isEmpty()) {
      return Optional.of(word + " \"" + name + "\" not found");
    }
    String key = Json.text(source, "key");
    boolean present =
        key.isEmpty()
            || found.get().path("data").has(key)
            || found.get().path("binaryData").has(key);
    return present
        ? Optional.empty()
        : Optional.of("couldn't find key " + key + " in " + word + " " + name);
  }
}
