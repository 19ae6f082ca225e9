package dev.mcpstack.datascience;

import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.RowSchema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Rows as an owner would keep them.
 *
 * @param schema the columns
 * @param values rows of values: Boolean, Number, String, LocalDate, LocalTime, LocalDateTime,
 *     byte[] or null
 */
record Rows(RowSchema schema, List<List<@Nullable Object>> values) {
  /** No rows yet, of columns written as {@code name type}. */
  static Rows of(String... columns) {
    List<Column> schema = new ArrayList<>();
    for (String column : columns) {
      int space = column.lastIndexOf(' ');
      ColumnType type = ColumnType.valueOf(column.substring(space + 1));
      schema.add(Column.of(column.substring(0, space), type));
    }
    return new Rows(new RowSchema(schema), new ArrayList<>());
  }

  Rows row(@Nullable Object... row) {
    values.add(Arrays.asList(row));
    return this;
  }

  /** One float column. */
  static Rows numbers(String name, double... numbers) {
    Rows rows = of(name + " FLOAT");
    Arrays.stream(numbers).forEach(rows::row);
    return rows;
  }

  /** A reference file; a column is integer, float or text by what it holds. */
  static Rows csv(String file) {
    List<List<String>> lines = ReferenceFile.lines(file);
    List<String> names = lines.getFirst();
    List<List<String>> body = lines.subList(1, lines.size());
    List<ColumnType> types =
        IntStream.range(0, names.size()).mapToObj(index -> typeOf(body, index)).toList();
    List<Column> columns =
        IntStream.range(0, names.size())
            .mapToObj(index -> Column.of(names.get(index), types.get(index)))
            .toList();
    Rows rows = new Rows(new RowSchema(columns), new ArrayList<>());
    for (List<String> line : body) {
      List<@Nullable Object> row = new ArrayList<>();
      for (int index = 0; index < line.size(); index++) {
        row.add(parse(types.get(index), line.get(index)));
      }
      rows.values.add(row);
    }
    return rows;
  }

  void encode(ChunkEncoder encoder) {
    for (List<@Nullable Object> row : values) {
      for (int column = 0; column < row.size(); column++) {
        set(encoder, column, row.get(column));
      }
      encoder.endRow();
    }
    encoder.finish();
  }

  private void set(ChunkEncoder encoder, int column, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Boolean truth -> encoder.setBoolean(column, truth);
      case String text -> encoder.setText(column, text);
      case byte[] bytes -> encoder.setBytes(column, bytes);
      case LocalDate date -> encoder.setDate(column, (int) date.toEpochDay());
      case LocalTime time -> encoder.setTime(column, time.toNanoOfDay() / 1000);
      case LocalDateTime time ->
          encoder.setTimestamp(column, time.toEpochSecond(ZoneOffset.UTC) * 1_000_000);
      case BigDecimal decimal -> encoder.setDecimal(column, decimal);
      case Number number when schema.columns().get(column).type() == ColumnType.INTEGER ->
          encoder.setInteger(column, number.longValue());
      case Number number -> encoder.setFloat(column, number.doubleValue());
      default -> throw new IllegalArgumentException("no column takes " + value);
    }
  }

  private static ColumnType typeOf(List<List<String>> lines, int column) {
    Predicate<String> whole = text -> text.matches("-?[0-9]+");
    Predicate<String> real = text -> text.matches("-?[0-9.]+(e[-+]?[0-9]+)?");
    if (lines.stream().map(line -> line.get(column)).allMatch(whole)) {
      return ColumnType.INTEGER;
    }
    return lines.stream().map(line -> line.get(column)).allMatch(real)
        ? ColumnType.FLOAT
        : ColumnType.TEXT;
  }

  private static Object parse(ColumnType type, String text) {
    return switch (type) {
      case INTEGER -> Long.valueOf(text);
      case FLOAT -> Double.valueOf(text);
      default -> text;
    };
  }
}
