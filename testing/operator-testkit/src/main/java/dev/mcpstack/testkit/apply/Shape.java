package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How a place in a tree merges: as a whole, by field, by item value or by item key. */
public interface Shape {

  /** How the items of a list are told apart. */
  enum Items {
    WHOLE,
    BY_VALUE,
    BY_KEY
  }

  /** Whether an object here is owned and replaced as a whole. */
  boolean wholeObject();

  /** Whether an object here has free keys, so that each key is owned besides what it holds. */
  boolean freeKeys();

  Items items();

  /** The names of the keys of {@link Items#BY_KEY}. */
  List<String> keys();

  /** The value that an item without this key has. */
  default Optional<JsonNode> keyDefault(String key) {
    return Optional.empty();
  }

  Shape field(String name);

  Shape item();

  /** The path element of an item, {@code k:{...}} or {@code v:...}. */
  default String element(JsonNode item) {
    if (items() == Items.BY_VALUE) {
      return "v:" + item;
    }
    Map<String, JsonNode> values = new TreeMap<>();
    for (String key : keys()) {
      if (item.has(key)) {
        values.put(key, item.get(key));
      } else {
        keyDefault(key).ifPresent(value -> values.put(key, value));
      }
    }
    return "k:" + Json.MAPPER.valueToTree(values);
  }
}
