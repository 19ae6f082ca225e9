package dev.mcpstack.operator.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One object that there should be.
 *
 * @param apiVersion its API
 * @param kind its kind
 * @param name its name, in the namespace of the stack
 * @param tree all of it, exactly as it is applied
 */
public record Manifest(String apiVersion, String kind, String name, Map<String, Object> tree) {
  static Manifest of(String apiVersion, String kind, Meta meta, Map<String, Object> body) {
    Map<String, Object> head =
        Tree.of("apiVersion", apiVersion, "kind", kind, "metadata", meta.tree());
    return new Manifest(apiVersion, kind, meta.name(), Tree.merged(head, body));
  }

  /** A label, if it has one. */
  Optional<String> label(String key) {
    return tree.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get("labels") instanceof Map<?, ?> labels
            && labels.get(key) instanceof String value
        ? Optional.of(value)
        : Optional.empty();
  }

  /** The same with an owner, with which it ends. */
  public Manifest ownedBy(Owner owner) {
    Map<?, ?> metadata = (Map<?, ?>) tree.get("metadata");
    Map<String, Object> owned = new LinkedHashMap<>();
    if (metadata != null) {
      metadata.forEach((key, value) -> owned.put(String.valueOf(key), value));
    }
    owned.put("ownerReferences", List.of(owner.reference()));
    return new Manifest(apiVersion, kind, name, Tree.merged(tree, Map.of("metadata", owned)));
  }

  /**
   * The same for an object that has not been written since.
   *
   * @param resourceVersion what it was then
   */
  public Manifest at(String resourceVersion) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    if (tree.get("metadata") instanceof Map<?, ?> map) {
      map.forEach((key, value) -> metadata.put(String.valueOf(key), value));
    }
    metadata.put("resourceVersion", resourceVersion);
    return new Manifest(apiVersion, kind, name, Tree.merged(tree, Map.of("metadata", metadata)));
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
