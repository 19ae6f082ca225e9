package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which paths a tree has, and which differ between two trees. */
public final class FieldSets {
  private static final Set<String> NEVER_OWNED = Set.of("apiVersion", "kind");
  private static final Set<String> NEVER_OWNED_METADATA =
      Set.of(
          "name",
          "namespace",
          "generateName",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "selfLink",
          "managedFields");

  private FieldSets() {}

  /**
   * Paths that differ: {@code changed} are new or of another value in the second tree, {@code
   * removed} are only in the first.
   */
  public record Difference(FieldSet changed, FieldSet removed) {
    static final Difference NONE = new Difference(FieldSet.EMPTY, FieldSet.EMPTY);
  }

  /** All paths of an object that can be owned. */
  public static FieldSet of(JsonNode object, Shape shape) {
    return withoutIdentity(paths(object, shape));
  }

  /**
   * The same with the fields that lead to its paths. Whoever no longer says anything below a field
   * takes all of it away, with what defaults have added there; a key of a map is no field.
   */
  static FieldSet withParents(FieldSet set, Shape shape) {
    SortedMap<String, FieldSet> children = new TreeMap<>();
    set.children()
        .forEach((element, child) -> {
          boolean field = element.startsWith("f:") && !shape.freeKeys();
          FieldSet below = withParents(child, below(shape, element));
          children.put(element, new FieldSet(child.owned() || field, below.children()));
        });
    return new FieldSet(set.owned(), children);
  }

  /** How {@code after} differs from {@code before}. */
  public static Difference difference(JsonNode before, JsonNode after, Shape shape) {
    Difference difference = compare(before, after, shape);
    return new Difference(
        withoutIdentity(difference.changed()), withoutIdentity(difference.removed()));
  }

  private static FieldSet withoutIdentity(FieldSet set) {
    SortedMap<String, FieldSet> children = new TreeMap<>(set.children());
    NEVER_OWNED.forEach(name -> children.remove("f:" + name));
    SortedMap<String, FieldSet> metadata = new TreeMap<>(set.child("f:metadata").children());
    NEVER_OWNED_METADATA.forEach(name -> metadata.remove("f:" + name));
    children.remove("f:metadata");
    if (!metadata.isEmpty()) {
      children.put("f:metadata", new FieldSet(false, metadata));
    }
    return new FieldSet(false, children);
  }

  private static FieldSet paths(JsonNode value, Shape shape) {
    SortedMap<String, FieldSet> children = new TreeMap<>();
    if (value.isObject() && !shape.wholeObject()) {
      value
          .properties()
          .forEach(entry -> {
            FieldSet below = paths(entry.getValue(), shape.field(entry.getKey()));
            boolean owned = below.owned() || shape.freeKeys() || isEmptyObject(entry.getValue());
            add(children, "f:" + entry.getKey(), new FieldSet(owned, below.children()));
          });
      return new FieldSet(false, children);
    }
    if (value.isArray() && shape.items() != Shape.Items.WHOLE) {
      for (JsonNode item : value) {
        FieldSet below =
            shape.items() == Shape.Items.BY_VALUE ? FieldSet.LEAF : paths(item, shape.item());
        children.put(shape.element(item), new FieldSet(true, below.children()));
      }
      return new FieldSet(false, children);
    }
    return FieldSet.LEAF;
  }

  private static boolean isEmptyObject(JsonNode value) {
    return value.isObject() && value.isEmpty();
  }

  private static void add(SortedMap<String, FieldSet> children, String element, FieldSet child) {
    if (!child.isEmpty()) {
      children.put(element, child);
    }
  }

  private static Difference compare(JsonNode before, JsonNode after, Shape shape) {
    if (before.equals(after)) {
      return Difference.NONE;
    }
    boolean objects = before.isObject() && after.isObject() && !shape.wholeObject();
    boolean lists = before.isArray() && after.isArray() && shape.items() != Shape.Items.WHOLE;
    if (!objects && !lists) {
      return new Difference(FieldSet.LEAF, FieldSet.EMPTY);
    }
    Map<String, JsonNode> old = members(before, shape);
    Map<String, JsonNode> fresh = members(after, shape);
    SortedMap<String, FieldSet> changed = new TreeMap<>();
    SortedMap<String, FieldSet> removed = new TreeMap<>();
    fresh.forEach((element, value) -> {
      Shape deeper = below(shape, element);
      JsonNode previous = old.get(element);
      if (previous == null) {
        add(changed, element, whole(element, value, shape, deeper));
      } else {
        Difference difference = compare(previous, value, deeper);
        add(changed, element, difference.changed());
        add(removed, element, difference.removed());
      }
    });
    old.forEach((element, value) -> {
      if (!fresh.containsKey(element)) {
        add(removed, element, whole(element, value, shape, below(shape, element)));
      }
    });
    return new Difference(new FieldSet(false, changed), new FieldSet(false, removed));
  }

  private static FieldSet whole(String element, JsonNode value, Shape shape, Shape deeper) {
    FieldSet paths = element.startsWith("v:") ? FieldSet.LEAF : paths(value, deeper);
    boolean owned =
        paths.owned() || !element.startsWith("f:") || shape.freeKeys() || isEmptyObject(value);
    return new FieldSet(owned, paths.children());
  }

  private static Shape below(Shape shape, String element) {
    return element.startsWith("f:") ? shape.field(element.substring(2)) : shape.item();
  }

  /** The members of an object or of a list that merges, by path element, in their order. */
  static Map<String, JsonNode> members(JsonNode value, Shape shape) {
    Map<String, JsonNode> members = new LinkedHashMap<>();
    if (value.isObject()) {
      value.properties().forEach(entry -> members.put("f:" + entry.getKey(), entry.getValue()));
    } else {
      value.forEach(item -> members.put(Objects.requireNonNull(shape.element(item)), item));
    }
    return members;
  }
}
