package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The variables of a container. Pure. */
final class Environment {
  private Environment() {}

  /**
   * What its specification says, in its order; references see what stands before them.
   *
   * @throws UnsupportedFeature for a source of values that isn't known here
   */
  static Map<String, String> of(
      JsonNode pod, JsonNode container, Sources sources, String address, Rewrite rewrite) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (JsonNode from : container.path("envFrom")) {
      String prefix = Json.text(from, "prefix");
      sources
          .data("configmaps", Json.text(from, "configMapRef", "name"))
          .forEach((key, value) -> variables.put(prefix + key, rewrite.of(text(value))));
      sources
          .data("secrets", Json.text(from, "secretRef", "name"))
          .forEach((key, value) -> variables.put(prefix + key, text(value)));
    }
    for (JsonNode variable : container.path("env")) {
      String name = Json.text(variable, "name");
      if (variable.has("valueFrom")) {
        from(pod, variable.path("valueFrom"), sources, address)
            .ifPresent(value -> variables.put(name, value));
      } else {
        String value = Expansion.of(Json.text(variable, "value"), variables);
        variables.put(name, rewrite.of(value));
      }
    }
    return variables;
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  private static Optional<String> from(
      JsonNode pod, JsonNode from, Sources sources, String address) {
    String kind = from.properties().iterator().next().getKey();
    JsonNode reference = from.path(kind);
    return switch (kind) {
      case "fieldRef" -> Optional.of(FieldRefs.of(pod, address, Json.text(reference, "fieldPath")));
      case "secretKeyRef" -> sources.text("secrets", reference);
      case "configMapKeyRef" -> sources.text("configmaps", reference);
      default -> throw new UnsupportedFeature(kind);
    };
  }
}
