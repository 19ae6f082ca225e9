package dev.mcpstack.operator.cli;

import java.util.List;

/** A table as kubectl prints them: as wide as its texts, with a heading. */
final class Columns {
  private static final String GAP = "   ";

  private Columns() {}

  /** Its lines. All rows have as many texts as the first, which is the heading. */
  static List<String> of(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    rows.forEach(row -> {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    });
    return rows.stream()
        .map(row -> {
          StringBuilder line = new StringBuilder();
          for (int column = 0; column < widths.length; column++) {
            line.append(row.get(column)).repeat(' ', widths[column] - row.get(column).length());
            line.append(GAP);
          }
          return line.toString().stripTrailing();
        })
        .toList();
  }
}
