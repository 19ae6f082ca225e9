package dev.mcpstack.datascience.input;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that were probably meant by a wrong one. */
final class NearestNames {
  private static final int MOST = 3;
  private static final int LONGEST = 64;

  private NearestNames() {}

  /**
   * At most three, the nearest first. Near is what differs in at most two fifths of the letters,
   * not counting case, or begins with the other.
   */
  static List<String> of(String wrong, List<String> names) {
    if (wrong.isEmpty() || wrong.length() > LONGEST) {
      return List.of();
    }
    return names.stream()
        .distinct()
        .map(name -> new Scored(name, distance(wrong, name)))
        .filter(scored -> scored.distance() <= mostEdits(wrong, scored.name()))
        .sorted(Comparator.comparingInt(Scored::distance))
        .limit(MOST)
        .map(Scored::name)
        .toList();
  }

  private record Scored(String name, int distance) {}

  private static int mostEdits(String wrong, String name) {
    return Math.max(1, Math.max(wrong.length(), name.length()) * 2 / 5);
  }

  private static int distance(String wrong, String name) {
    String from = wrong.toLowerCase(Locale.ROOT);
    String to = name.toLowerCase(Locale.ROOT);
    if (to.length() > LONGEST) {
      return Integer.MAX_VALUE;
    }
    boolean prefix =
        Math.min(from.length(), to.length()) > 1 && (to.startsWith(from) || from.startsWith(to));
    return prefix ? Math.min(1, edits(from, to)) : edits(from, to);
  }

  /** Letters to insert, drop or change (Levenshtein), in one row of memory. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      row[column] = column;
    }
    for (int line = 1; line <= from.length(); line++) {
      int diagonal = row[0];
      row[0] = line;
      for (int column = 1; column <= to.length(); column++) {
        int changed = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
        diagonal = row[column];
        row[column] = Math.min(changed, Math.min(row[column], row[column - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
