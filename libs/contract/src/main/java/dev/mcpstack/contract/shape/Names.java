package dev.mcpstack.contract.shape;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Lists names, and finds the one that was probably meant. */
final class Names {
  private static final int MOST_LISTED = 30;
  private static final int LONGEST_COMPARED = 64;

  private Names() {}

  /** {@code one of: a, b}, or {@code a} if there is only one. */
  static String oneOf(Collection<String> names) {
    if (names.size() == 1) {
      return names.iterator().next();
    }
    String listed = names.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    return "one of: " + listed + (names.size() > MOST_LISTED ? ", ..." : "");
  }

  /**
   * The name nearest to {@code wrong}, if it differs only in case or in about every third letter.
   */
  static Optional<String> nearest(String wrong, List<String> names) {
    if (wrong.length() > LONGEST_COMPARED) {
      return Optional.empty();
    }
    String given = wrong.toLowerCase(Locale.ROOT);
    Optional<String> best = Optional.empty();
    int fewest = Math.max(1, given.length() / 3) + 1;
    for (String name : names) {
      int edits = edits(given, name.toLowerCase(Locale.ROOT));
      if (edits < fewest) {
        fewest = edits;
        best = Optional.of(name);
      }
    }
    return best;
  }

  /** How many letters to insert, drop, change, or swap with their neighbour. */
  private static int edits(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int row = 0; row <= from.length(); row++) {
      for (int column = 0; column <= to.length(); column++) {
        cost[row][column] =
            row == 0 || column == 0 ? row + column : step(cost, from, to, row, column);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int row, int column) {
    boolean same = from.charAt(row - 1) == to.charAt(column - 1);
    int best =
        Math.min(
            Math.min(cost[row - 1][column], cost[row][column - 1]) + 1,
            cost[row - 1][column - 1] + (same ? 0 : 1));
    boolean swapped =
        row > 1
            && column > 1
            && from.charAt(row - 1) == to.charAt(column - 2)
            && from.charAt(row - 2) == to.charAt(column - 1);
    return swapped ? Math.min(best, cost[row - 2][column - 2] + 1) : best;
  }
}
