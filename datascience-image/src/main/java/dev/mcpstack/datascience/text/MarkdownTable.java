package dev.mcpstack.datascience.text;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A Markdown table. Cells may hold any text of the data; they stay cells. */
public final class MarkdownTable {
  private final StringBuilder text = new StringBuilder();

  /** A table with these headings. */
  public MarkdownTable(String... headings) {
    row(List.of(headings));
    text.append(
        Arrays.stream(headings).map(_ -> "---").collect(Collectors.joining("|", "|", "|\n")));
  }

  /** Adds a row, which has a cell for each heading. */
  public MarkdownTable row(String... cells) {
    row(List.of(cells));
    return this;
  }

  /** The table; ends with a line break. */
  @Override
  public String toString() {
    return text.toString();
  }

  private void row(List<String> cells) {
    text.append(
        cells.stream()
            .map(cell -> Shown.line(cell).replace("\\", "\\\\").replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }
}
