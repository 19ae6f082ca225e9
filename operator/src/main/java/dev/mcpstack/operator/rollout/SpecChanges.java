package dev.mcpstack.operator.rollout;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.stack.StackSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What differs between two specifications, field by field, and how each is carried out: the same
 * answer as {@link ReleaseIdentity} gives for the whole.
 */
public final class SpecChanges {
  private static final String TLS_MODE = "tls.mode";

  /** Both put certificates in the same place. */
  private static final Set<String> WITH_CERTIFICATES = Set.of("Own", "CertManager");

  private SpecChanges() {}

  /** All that differs, in the order of declaration; a default that is written differs from none. */
  public static List<SpecChange> between(StackSpec before, StackSpec after) {
    Map<String, String> old = new LinkedHashMap<>();
    Map<String, String> fresh = new LinkedHashMap<>();
    flatten(RecordShape.treeOf(before), "", old);
    flatten(RecordShape.treeOf(after), "", fresh);
    Set<String> paths = new LinkedHashSet<>(old.keySet());
    paths.addAll(fresh.keySet());
    List<SpecChange> changes = new ArrayList<>();
    for (String path : paths) {
      String was = old.getOrDefault(path, "");
      String is = fresh.getOrDefault(path, "");
      if (!was.equals(is)) {
        changes.add(new SpecChange(path, kind(path, was, is), was, is));
      }
    }
    return changes;
  }

  /** How a change of a field is carried out, whatever its values are. */
  public static ChangeClass of(String path) {
    String plain = plain(path);
    if (plain.equals("suspended")
        || plain.matches("(gateway|localData|dataScience)\\.pods\\.(replicas|autoscaling.*)")) {
      return ChangeClass.SCALE;
    }
    return inPlace(path).isPresent() ? ChangeClass.IN_PLACE : ChangeClass.ROLLOUT;
  }

  /** The path at or above this one that is carried out without another revision. */
  static Optional<String> inPlace(String path) {
    String plain = plain(path);
    for (String prefix = plain; !prefix.isEmpty(); prefix = parent(prefix)) {
      if (ReleaseIdentity.IN_PLACE.contains(prefix)) {
        return Optional.of(prefix);
      }
    }
    return Optional.empty();
  }

  private static String plain(String path) {
    return path.replaceAll("\\[[^]]*]", "[]");
  }

  private static ChangeClass kind(String path, String before, String after) {
    boolean signer =
        path.equals(TLS_MODE)
            && WITH_CERTIFICATES.contains(before)
            && WITH_CERTIFICATES.contains(after);
    return signer ? ChangeClass.IN_PLACE : of(path);
  }

  private static String parent(String path) {
    int dot = path.lastIndexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /** Fields by path, as one line each. */
  static void flatten(Map<?, ?> tree, String path, Map<String, String> flat) {
    tree.forEach((key, value) -> {
      String at = path.isEmpty() ? String.valueOf(key) : path + "." + key;
      switch (value) {
        case null -> {}
        case Map<?, ?> map -> flatten(map, at, flat);
        case List<?> list when names(list).isPresent() -> {
          List<String> names = names(list).get();
          flat.put(at, String.join(", ", names)); // Their order counts too.
          for (int index = 0; index < names.size(); index++) {
            flatten((Map<?, ?>) list.get(index), at + "[" + names.get(index) + "]", flat);
          }
        }
        default -> flat.put(at, String.valueOf(value));
      }
    });
  }

  /** The names of items that have one each; empty if some have none, or share one. */
  private static Optional<List<String>> names(List<?> list) {
    List<String> names = new ArrayList<>();
    for (Object item : list) {
      if (!(item instanceof Map<?, ?> map) || !(map.get("name") instanceof String name)) {
        return Optional.empty();
      }
      names.add(name);
    }
    return names.isEmpty() || Set.copyOf(names).size() < names.size()
        ? Optional.empty()
        : Optional.of(names);
  }
}
