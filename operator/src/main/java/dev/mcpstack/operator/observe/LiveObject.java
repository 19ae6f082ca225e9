package dev.mcpstack.operator.observe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An object as it is in the cluster.
 *
 * @param kind its kind
 * @param name its name
 * @param tree all of it
 */
public record LiveObject(String kind, String name, Map<String, Object> tree) {
  /** The uid that it got. */
  public String uid() {
    return text("metadata", "uid").orElse("");
  }

  /** A label, if it has one. */
  public Optional<String> label(String key) {
    return text("metadata", "labels", key);
  }

  /** An annotation, if it has one. */
  public Optional<String> annotation(String key) {
    return text("metadata", "annotations", key);
  }

  /** Whether an owner of this uid owns it. */
  public boolean isOwnedBy(String ownerUid) {
    return items("metadata", "ownerReferences").stream()
        .anyMatch(owner -> ownerUid.equals(Trees.at(owner, "uid").orElse("")));
  }

  /** A text below these keys. */
  public Optional<String> text(String... path) {
    return Trees.at(tree, path).map(String::valueOf);
  }

  /** A whole number below these keys; 0 if there is none. */
  public long number(String... path) {
    return Trees.at(tree, path).map(value -> ((Number) value).longValue()).orElse(0L);
  }

  /** The items of a list below these keys. */
  public List<?> items(String... path) {
    return Trees.at(tree, path).map(value -> (List<?>) value).orElse(List.of());
  }
}
