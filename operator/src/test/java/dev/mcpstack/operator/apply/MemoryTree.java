package dev.mcpstack.operator.apply;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Trees of maps that are put into one another as a server-side apply does. */
final class MemoryTree {
  private MemoryTree() {}

  /** The map below a key; empty if there is none. */
  static Map<String, Object> below(Map<String, Object> tree, String key) {
    return map(tree.get(key));
  }

  static Map<String, Object> map(@Nullable Object tree) {
    Map<String, Object> copy = new LinkedHashMap<>();
    if (tree instanceof Map<?, ?> map) {
      map.forEach((key, value) -> copy.put(String.valueOf(key), value));
    }
    return copy;
  }

  /** The live fields without those that were ours and are not wanted now, and with the wanted. */
  static Map<String, Object> applied(
      Map<String, Object> live, Map<String, Object> former, Map<String, Object> wanted) {
    Map<String, Object> merged = new LinkedHashMap<>(live);
    former.keySet().stream().filter(key -> !wanted.containsKey(key)).forEach(merged::remove);
    wanted.forEach((key, value) ->
        merged.put(
            key,
            value instanceof Map<?, ?>
                ? applied(below(live, key), below(former, key), map(value))
                : value));
    return merged;
  }

  /** The same with another value at a path. */
  static Map<String, Object> with(Map<String, Object> tree, Object value, String... path) {
    Map<String, Object> changed = new LinkedHashMap<>(tree);
    if (path.length == 1) {
      changed.put(path[0], value);
    } else {
      String[] rest = Arrays.copyOfRange(path, 1, path.length);
      changed.put(path[0], with(below(tree, path[0]), value, rest));
    }
    return changed;
  }
}
