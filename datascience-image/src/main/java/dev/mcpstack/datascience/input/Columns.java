package dev.mcpstack.datascience.input;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.datascience.error.DataScienceError;
import dev.mcpstack.datascience.text.Shown;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds columns by name, and says what is wrong with a name in words that help to mend it. */
public final class Columns {
  private static final int MOST_LISTED = 30;
  private static final Pattern PLAIN_NAME = Pattern.compile("[a-z_][a-z0-9_]*");

  private final RowSchema schema;

  /** The columns of some rows. */
  public Columns(RowSchema schema) {
    this.schema = schema;
  }

  /**
   * The position of a column. Upper and lower case differ.
   *
   * @throws StackException when there is none of the name, or more than one
   */
  public int find(String name) {
    int position = schema.indexOf(name);
    if (position < 0) {
      throw unknown(name);
    }
    long same = names().stream().filter(name::equals).count();
    if (same > 1) {
      throw new StackException(
              DataScienceError.COLUMN_AMBIGUOUS,
              "There are " + same + " columns named " + Shown.quoted(name) + ".")
          .withDetail("column", name);
    }
    return position;
  }

  /**
   * A column of numbers.
   *
   * @throws StackException also when it holds something else
   */
  public NumericColumn numeric(String name) {
    int position = find(name);
    ColumnType type = schema.columns().get(position).type();
    if (!type.isNumeric()) {
      throw wrongType(name, type, "numbers are needed").withRemedy(toNumber(name, type));
    }
    return new NumericColumn(position, name);
  }

  /**
   * A column whose values name groups: any but bytes.
   *
   * @throws StackException also when it holds bytes
   */
  public LabelColumn labels(String name) {
    int position = find(name);
    ColumnType type = schema.columns().get(position).type();
    if (type == ColumnType.BINARY) {
      throw wrongType(name, type, "names of groups are needed")
          .withRemedy("Use a column of text, numbers, dates or true and false.");
    }
    return new LabelColumn(position);
  }

  private static StackException wrongType(String name, ColumnType type, String need) {
    return new StackException(
            DataScienceError.COLUMN_WRONG_TYPE,
            "The column "
                + Shown.quoted(name)
                + " holds "
                + type.label()
                + " values, and "
                + need
                + ".")
        .withDetail("column", name)
        .withDetail("type", type.label());
  }

  private static String toNumber(String name, ColumnType type) {
    String column = PLAIN_NAME.matcher(name).matches() ? name : sqlQuoted(name);
    return switch (type) {
      case BOOLEAN -> "Cast it in the query, for example CAST(" + column + " AS INTEGER).";
      case DATE, TIMESTAMP, TIMESTAMP_ZONED, TIME ->
          "Make a number of it in the query, for example EXTRACT(EPOCH FROM " + column + ").";
      case TEXT ->
          "Cast it in the query, for example CAST("
              + column
              + " AS DOUBLE PRECISION), or code a category as 0 and 1 with CASE WHEN.";
      case BINARY, INTEGER, FLOAT, DECIMAL -> "Use a column of numbers.";
    };
  }

  private StackException unknown(String name) {
    List<String> near = NearestNames.of(name, names());
    String listed =
        names().stream().limit(MOST_LISTED).map(Shown::name).collect(Collectors.joining(", "));
    String all = "The columns are: " + listed + (schema.size() > MOST_LISTED ? ", ..." : "") + ".";
    String meant =
        near.isEmpty()
            ? ""
            : "Did you mean "
                + near.stream().map(Shown::quoted).collect(Collectors.joining(" or "))
                + "? ";
    return new StackException(
            DataScienceError.COLUMN_UNKNOWN, "There is no column named " + Shown.quoted(name) + ".")
        .withRemedy(meant + all)
        .withDetail("nearest", near);
  }

  private List<String> names() {
    return schema.columns().stream().map(Column::name).toList();
  }

  private static String sqlQuoted(String name) {
    return '"' + Shown.name(name).replace("\"", "\"\"") + '"';
  }
}
