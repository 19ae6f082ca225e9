package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The Secrets and ConfigMaps of a namespace, as pods get to see them. */
@FunctionalInterface
interface Sources {

  /** An object by resource and name. */
  Optional<ObjectNode> find(String plural, String name);

  /** What it holds by key; nothing if it isn't there. */
  default Map<String, byte[]> data(String plural, String name) {
    Map<String, byte[]> data = new TreeMap<>();
    find(plural, name)
        .ifPresent(object -> {
          boolean secret = plural.equals("secrets");
          each(object.path("data"), secret, data);
          each(object.path("binaryData"), true, data);
        });
    return data;
  }

  private static void each(JsonNode values, boolean encoded, Map<String, byte[]> data) {
    values
        .properties()
        .forEach(entry -> {
          String text = entry.getValue().asText();
          data.put(
              entry.getKey(),
              encoded ? Base64.getDecoder().decode(text) : text.getBytes(StandardCharsets.UTF_8));
        });
  }

  /** One key, as text. */
  default Optional<String> text(String plural, JsonNode reference) {
    return Optional.ofNullable(
            data(plural, Json.text(reference, "name")).get(Json.text(reference, "key")))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
