package dev.mcpstack.operator.rollout;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Fields that differ from what serves, by how they are carried out, in a line: {@code new revision:
 * localData.pods.image; in place: networkPolicy}.
 */
public final class PlannedChanges {
  private static final int MOST = 8;
  private static final int LONGEST_PATH = 80;

  private PlannedChanges() {}

  /**
   * The line.
   *
   * @param released fields that need another revision
   * @param standing fields that need none, as {@link StandingFields} has them
   * @param another whether another revision is asked for, whatever fields are known to differ
   */
  public static String text(Set<String> released, Set<String> standing, boolean another) {
    Map<ChangeClass, Set<String>> all = new EnumMap<>(ChangeClass.class);
    standing.forEach(
        path -> all.computeIfAbsent(SpecChanges.of(path), _ -> new TreeSet<>()).add(path));
    StringBuilder text = new StringBuilder();
    if (another) {
      text.append(ChangeClass.ROLLOUT.text());
      text.append(released.isEmpty() ? "" : ": " + paths(released));
    }
    for (ChangeClass kind : List.of(ChangeClass.SCALE, ChangeClass.IN_PLACE)) {
      if (all.containsKey(kind)) {
        text.append(text.isEmpty() ? "" : "; ").append(kind.text()).append(": ");
        text.append(paths(all.getOrDefault(kind, Set.of())));
      }
    }
    return text.toString();
  }

  private static String paths(Set<String> paths) {
    String shown =
        paths.stream()
            .limit(MOST)
            .map(
                path -> path.length() > LONGEST_PATH ? path.substring(0, LONGEST_PATH) + "…" : path)
            .collect(Collectors.joining(", "));
    return paths.size() > MOST ? shown + " and " + (paths.size() - MOST) + " more" : shown;
  }

  /**
   * Fields in which two releases differ.
   *
   * @param before as {@link ReleaseIdentity#tree} makes it
   * @param after the same
   */
  public static Set<String> between(Map<?, ?> before, Map<?, ?> after) {
    Map<String, String> old = flat(before);
    Map<String, String> fresh = flat(after);
    Set<String> all = new LinkedHashSet<>(old.keySet());
    all.addAll(fresh.keySet());
    Set<String> differ = new LinkedHashSet<>();
    for (String path : all) {
      if (!old.getOrDefault(path, "").equals(fresh.getOrDefault(path, ""))) {
        String item = path.substring(0, path.indexOf(']') + 1);
        boolean both = isThere(old, item) && isThere(fresh, item);
        differ.add(both ? path : item); // One that comes or goes does so as a whole.
      }
    }
    // A list of names differs where an item comes or goes.
    differ.removeIf(path -> differ.stream().anyMatch(other -> other.startsWith(path + "[")));
    return differ;
  }

  private static boolean isThere(Map<String, String> flat, String item) {
    return flat.keySet().stream().anyMatch(path -> path.startsWith(item));
  }

  private static Map<String, String> flat(Map<?, ?> tree) {
    Map<String, String> flat = new LinkedHashMap<>();
    SpecChanges.flatten(tree, "", flat);
    return flat;
  }
}
