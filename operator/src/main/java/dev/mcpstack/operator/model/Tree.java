package dev.mcpstack.operator.model;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Objects as trees of maps, lists, texts, numbers and truth values. */
final class Tree {
  private Tree() {}

  /**
   * A map in the order given. What is empty, a map, a list or an Optional, is left out: a field
   * that is applied empty would be owned.
   */
  static Map<String, Object> of(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (value instanceof Optional<?> some) {
        some.ifPresent(put(map, (String) keysAndValues[i]));
      } else if (!isEmpty(value)) {
        map.put((String) keysAndValues[i], value);
      }
    }
    return map;
  }

  /** An object that says something by being there, such as an emptyDir. */
  static Map<String, Object> empty() {
    return Map.of();
  }

  /** A map whose only value may be empty. */
  static Map<String, Object> present(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }

  /** Both, the second one's keys after the first one's. */
  static <V> Map<String, V> merged(Map<String, ? extends V> one, Map<String, ? extends V> other) {
    Map<String, V> both = new LinkedHashMap<>(one);
    both.putAll(other);
    return both;
  }

  /** Names as references to objects of these names. */
  static List<Map<String, Object>> named(List<String> names) {
    return names.stream().map(name -> of("name", name)).toList();
  }

  private static Consumer<Object> put(Map<String, Object> map, String key) {
    return value -> map.put(key, value);
  }

  private static boolean isEmpty(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map.isEmpty();
      case Collection<?> list -> list.isEmpty();
      default -> false;
    };
  }
}
