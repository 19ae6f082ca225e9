package dev.mcpstack.contract.rows;

import java.util.List;

/**
 * The columns of a result, in order. Names may repeat, as SQL allows.
 *
 * @param columns at least one
 */
public record RowSchema(List<Column> columns) {
  /** Copies the list. */
  public RowSchema {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a result has at least one column");
    }
  }

  /** How many columns. */
  public int size() {
    return columns.size();
  }

  /** The position of the first column with the name, or -1. */
  public int indexOf(String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(name)) {
        return i;
      }
    }
    return -1;
  }
}
