package dev.mcpstack.localdata.outside;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A type and values of it.
 *
 * @param type as the database writes it
 * @param documented as docs/types.md names it
 * @param carried as an answer names it
 * @param literals whether the values are literals of SQL without quotes, and else expressions
 * @param values each followed by the cell of the answer
 */
record Case(
    String type,
    String documented,
    String carried,
    boolean literals,
    List<@Nullable Object> values) {
  /** Literals of the type. */
  static Case of(String type, String carried, @Nullable Object... values) {
    return new Case(type, documentedName(type), carried, true, Arrays.asList(values));
  }

  /** Expressions of a type that a literal can't be cast to where the test asks for it. */
  static Case written(String type, String carried, @Nullable Object... values) {
    return new Case(type, documentedName(type), carried, false, Arrays.asList(values));
  }

  /** The same as a row of the documents that is not called like the type. */
  Case as(String row) {
    return new Case(type, row, carried, literals, values);
  }

  private static String documentedName(String type) {
    return type.endsWith("]") ? "array" : type.replaceAll("\\(.*\\)", "");
  }

  /** A query that gives the values in order, and then null. */
  String query() {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 2) {
      parts.add("select " + i + " as place, " + expression(i) + " as v");
    }
    parts.add("select " + values.size() + ", case when 1 = 0 then " + expression(0) + " end");
    return String.join(" union all ", parts);
  }

  private String expression(int i) {
    return literals ? "cast('" + values.get(i) + "' as " + type + ")" : "" + values.get(i);
  }

  List<@Nullable Object> cells() {
    List<@Nullable Object> cells = new ArrayList<>();
    for (int i = 1; i < values.size(); i += 2) {
      cells.add(values.get(i));
    }
    cells.add(null);
    return cells;
  }

  @Override
  public String toString() {
    return type;
  }
}
