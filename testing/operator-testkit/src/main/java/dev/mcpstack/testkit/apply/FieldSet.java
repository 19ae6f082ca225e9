package dev.mcpstack.testkit.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A set of paths, in the form of {@code fieldsV1}: children by {@code f:name}, {@code k:{keys}} or
 * {@code v:value}.
 *
 * @param owned whether the path that leads here is itself in the set
 */
public record FieldSet(boolean owned, SortedMap<String, FieldSet> children) {
  public static final FieldSet EMPTY = new FieldSet(false, new TreeMap<>());
  public static final FieldSet LEAF = new FieldSet(true, new TreeMap<>());
  private static final String SELF = ".";

  public FieldSet {
    children = Collections.unmodifiableSortedMap(children);
  }

  /** Reads what a managed field entry holds. */
  public static FieldSet parse(JsonNode fields) {
    return parse(fields, false);
  }

  private static FieldSet parse(JsonNode fields, boolean leaf) {
    SortedMap<String, FieldSet> children = new TreeMap<>();
    fields.properties().stream()
        .filter(entry -> !entry.getKey().equals(SELF))
        .forEach(entry ->
            children.put(entry.getKey(), parse(entry.getValue(), entry.getValue().isEmpty())));
    return new FieldSet(leaf || fields.has(SELF), children);
  }

  /** The value of {@code fieldsV1}. */
  public ObjectNode toJson() {
    ObjectNode json = Json.object();
    if (owned && !children.isEmpty()) {
      json.putObject(SELF);
    }
    children.forEach((element, child) -> json.set(element, child.toJson()));
    return json;
  }

  public boolean isEmpty() {
    return !owned && children.isEmpty();
  }

  public FieldSet child(String element) {
    return children.getOrDefault(element, EMPTY);
  }

  public FieldSet union(FieldSet other) {
    SortedMap<String, FieldSet> merged = new TreeMap<>(children);
    other.children.forEach((element, child) -> merged.merge(element, child, FieldSet::union));
    return new FieldSet(owned || other.owned, merged);
  }

  public FieldSet minus(FieldSet other) {
    SortedMap<String, FieldSet> kept = new TreeMap<>();
    children.forEach((element, child) -> keep(kept, element, child.minus(other.child(element))));
    return new FieldSet(owned && !other.owned, kept);
  }

  public FieldSet intersection(FieldSet other) {
    SortedMap<String, FieldSet> kept = new TreeMap<>();
    children.forEach(
        (element, child) -> keep(kept, element, child.intersection(other.child(element))));
    return new FieldSet(owned && other.owned, kept);
  }

  private static void keep(SortedMap<String, FieldSet> kept, String element, FieldSet child) {
    if (!child.isEmpty()) {
      kept.put(element, child);
    }
  }

  /** All paths in the set, as messages spell them: {@code .spec.containers[name="main"].image}. */
  public List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect("", paths);
    return paths;
  }

  private void collect(String prefix, List<String> paths) {
    if (owned) {
      paths.add(prefix);
    }
    children.forEach((element, child) -> child.collect(prefix + spell(element), paths));
  }

  private static String spell(String element) {
    String content = element.substring(2);
    return switch (element.charAt(0)) {
      case 'f' -> "." + content;
      case 'v' -> "[=" + content + "]";
      default -> {
        List<String> keys = new ArrayList<>();
        Json.parse(content)
            .properties()
            .forEach(entry -> keys.add(entry.getKey() + "=" + entry.getValue()));
        yield "[" + String.join(",", keys) + "]";
      }
    };
  }
}
