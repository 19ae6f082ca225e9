package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The shape of the kinds that every cluster has, by the names of fields. The names are unambiguous
 * in these kinds but for {@code ports}.
 *
 * @param path the names from the root to here; items of a list add none
 */
public record BuiltInShape(String kind, List<String> path) implements Shape {
  private static final Set<String> WHOLE_OBJECTS =
      Set.of(
          "selector",
          "labelSelector",
          "namespaceSelector",
          "podSelector",
          "nodeSelector",
          "scaleTargetRef",
          "secretKeyRef",
          "configMapKeyRef",
          "fieldRef",
          "resourceFieldRef",
          "roleRef",
          "claimRef",
          "involvedObject",
          "targetRef",
          "dataSource",
          "ownerReferences",
          "imagePullSecrets",
          "secretRef",
          "configMapRef");
  private static final Map<String, List<String>> KEYED =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("ephemeralContainers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumeDevices", List.of("devicePath")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("secrets", List.of("name")),
          Map.entry("conditions", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("resourceClaims", List.of("name")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")));

  public static BuiltInShape of(String kind) {
    return new BuiltInShape(kind, List.of());
  }

  private String name() {
    return path.isEmpty() ? "" : path.getLast();
  }

  @Override
  public boolean wholeObject() {
    return WHOLE_OBJECTS.contains(name());
  }

  @Override
  public boolean freeKeys() {
    return false;
  }

  @Override
  public Items items() {
    return name().equals("finalizers")
        ? Items.BY_VALUE
        : keys().isEmpty() ? Items.WHOLE : Items.BY_KEY;
  }

  @Override
  public List<String> keys() {
    if (name().equals("ports")) {
      return path.contains("containers") || path.contains("initContainers")
          ? List.of("containerPort", "protocol")
          : kind.equals("Service") ? List.of("port", "protocol") : List.of();
    }
    return KEYED.getOrDefault(name(), List.of());
  }

  @Override
  public Optional<JsonNode> keyDefault(String key) {
    return key.equals("protocol") ? Optional.of(TextNode.valueOf("TCP")) : Optional.empty();
  }

  @Override
  public Shape field(String name) {
    List<String> deeper = new ArrayList<>(path);
    deeper.add(name);
    return new BuiltInShape(kind, List.copyOf(deeper));
  }

  @Override
  public Shape item() {
    return this;
  }
}
