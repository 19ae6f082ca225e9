package dev.mcpstack.doctor.tooldiff;

import java.util.Map;
import java.util.Optional;

/** Follows references inside a schema. */
final class References {
  private static final int MOST_HOPS = 16;

  private References() {}

  /** The schema itself, or what it refers to; empty where that is not in the same document. */
  static Optional<Object> resolve(Map<?, ?> root, Map<?, ?> schema) {
    Object target = schema;
    for (int hop = 0; hop < MOST_HOPS; hop++) {
      if (!(target instanceof Map<?, ?> map && map.containsKey("$ref"))) {
        return Optional.of(target);
      }
      Optional<Object> next =
          map.get("$ref") instanceof String text ? find(root, text) : Optional.empty();
      if (next.isEmpty()) {
        return Optional.empty();
      }
      target = next.get();
    }
    return Optional.empty();
  }

  private static Optional<Object> find(Map<?, ?> root, String reference) {
    if (reference.equals("#")) {
      return Optional.of(root);
    }
    if (!reference.startsWith("#/")) {
      return Optional.empty();
    }
    Object target = root;
    for (String part : reference.substring(2).split("/", -1)) {
      String key = part.replace("~1", "/").replace("~0", "~");
      Object next = target instanceof Map<?, ?> map ? map.get(key) : null;
      if (next == null) {
        return Optional.empty();
      }
      target = next;
    }
    return Optional.of(target);
  }
}
