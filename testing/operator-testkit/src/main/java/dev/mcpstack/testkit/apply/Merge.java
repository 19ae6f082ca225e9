package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/** Laying one tree over another, and taking paths out of one. */
public final class Merge {
  private Merge() {}

  /** {@code live} with all that {@code applied} says. Neither is changed. */
  public static JsonNode over(JsonNode live, JsonNode applied, Shape shape) {
    if (live.isObject() && applied.isObject() && !shape.wholeObject()) {
      ObjectNode merged = live.deepCopy();
      applied
          .properties()
          .forEach(entry -> {
            JsonNode present = live.get(entry.getKey());
            JsonNode value = entry.getValue();
            merged.set(
                entry.getKey(),
                present == null
                    ? value.deepCopy()
                    : over(present, value, shape.field(entry.getKey())));
          });
      return merged;
    }
    if (live.isArray() && applied.isArray() && shape.items() != Shape.Items.WHOLE) {
      return lists(live, applied, shape);
    }
    return applied.deepCopy();
  }

  /**
   * The order is that of the applied list; what only the live one has keeps its place among its
   * neighbours.
   */
  private static ArrayNode lists(JsonNode live, JsonNode applied, Shape shape) {
    Map<String, JsonNode> old = FieldSets.members(live, shape);
    Map<String, JsonNode> fresh = FieldSets.members(applied, shape);
    ArrayNode merged = Json.array();
    Set<String> done = new HashSet<>();
    Iterator<Map.Entry<String, JsonNode>> present = old.entrySet().iterator();
    for (Map.Entry<String, JsonNode> entry : fresh.entrySet()) {
      JsonNode before = old.get(entry.getKey());
      while (before != null && !done.contains(entry.getKey()) && present.hasNext()) {
        Map.Entry<String, JsonNode> passed = present.next();
        done.add(passed.getKey());
        if (!fresh.containsKey(passed.getKey())) {
          merged.add(passed.getValue().deepCopy());
        }
      }
      merged.add(
          before == null
              ? entry.getValue().deepCopy()
              : over(before, entry.getValue(), shape.item()));
    }
    present.forEachRemaining(entry -> {
      if (!fresh.containsKey(entry.getKey())) {
        merged.add(entry.getValue().deepCopy());
      }
    });
    return merged;
  }

  /**
   * Takes out of {@code value} the paths in {@code unwanted}, save those at or above something in
   * {@code kept}. What becomes empty by it goes too.
   *
   * @return whether nothing is left
   */
  public static boolean remove(JsonNode value, FieldSet unwanted, FieldSet kept, Shape shape) {
    return switch (value) {
      case ObjectNode object when !shape.wholeObject() -> fromObject(object, unwanted, kept, shape);
      case ArrayNode array when shape.items() != Shape.Items.WHOLE ->
          fromList(array, unwanted, kept, shape);
      default -> false;
    };
  }

  private static boolean fromObject(
      ObjectNode object, FieldSet unwanted, FieldSet kept, Shape shape) {
    boolean taken = false;
    for (Map.Entry<String, FieldSet> entry : unwanted.children().entrySet()) {
      String name = entry.getKey().substring(2);
      JsonNode member = object.get(name);
      if (member == null) {
        continue;
      }
      FieldSet needed = kept.child(entry.getKey());
      boolean gone =
          (entry.getValue().owned() && needed.isEmpty())
              || (remove(member, entry.getValue(), needed, shape.field(name)) && !needed.owned());
      if (gone) {
        object.remove(name);
        taken = true;
      }
    }
    return taken && object.isEmpty();
  }

  private static boolean fromList(ArrayNode array, FieldSet unwanted, FieldSet kept, Shape shape) {
    boolean taken = false;
    for (int index = array.size() - 1; index >= 0; index--) {
      JsonNode item = array.get(index);
      String element = shape.element(item);
      FieldSet below = unwanted.child(element);
      FieldSet needed = kept.child(element);
      if (below.owned() && needed.isEmpty()) {
        array.remove(index);
        taken = true;
      } else if (shape.items() == Shape.Items.BY_KEY) {
        remove(item, below, withKeys(needed, shape), shape.item());
      }
    }
    return taken && array.isEmpty();
  }

  /** The keys of an item that stays are what it is known by. */
  private static FieldSet withKeys(FieldSet needed, Shape shape) {
    FieldSet all = needed;
    for (String key : shape.keys()) {
      all = all.union(FieldSet.parse(Json.object().set("f:" + key, Json.object())));
    }
    return all;
  }
}
