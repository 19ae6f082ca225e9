package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.Dialect;
import java.math.BigDecimal;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Chooses for each column of a result how it is carried. A type that can't be carried exactly is
 * refused by name.
 */
final class ColumnReaders {
  /** Types that drivers report as "other" and whose text form says everything. */
  private static final Set<String> TEXTUAL =
      Set.of(
          "uuid",
          "json",
          "jsonb",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "interval",
          "enum",
          "xml",
          "citext",
          "name",
          "ltree",
          "bit",
          "varbit",
          "tsvector",
          "tsquery",
          "money");

  private ColumnReaders() {}

  static List<ColumnReader> of(Dialect dialect, ResultSetMetaData columns) throws SQLException {
    List<ColumnReader> readers = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      readers.add(reader(dialect, columns, i));
    }
    return readers;
  }

  static RowSchema schema(List<ColumnReader> readers) {
    return new RowSchema(readers.stream().map(ColumnReader::column).toList());
  }

  private static ColumnReader reader(Dialect dialect, ResultSetMetaData columns, int index)
      throws SQLException {
    String name = columns.getColumnLabel(index);
    String type = columns.getColumnTypeName(index).toLowerCase(Locale.ROOT);
    return switch (columns.getColumnType(index)) {
      case Types.BOOLEAN -> of(name, ColumnType.BOOLEAN, Transfers.BOOLEAN);
      // PostgreSQL reports bool as BIT too.
      case Types.BIT ->
          type.equals("bool")
              ? of(name, ColumnType.BOOLEAN, Transfers.BOOLEAN)
              : of(name, ColumnType.TEXT, Transfers.TEXT);
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          type.equals("money")
              ? of(name, ColumnType.TEXT, Transfers.TEXT)
              : of(name, ColumnType.INTEGER, Transfers.INTEGER);
      case Types.REAL, Types.FLOAT, Types.DOUBLE ->
          type.equals("money")
              ? of(name, ColumnType.TEXT, Transfers.TEXT)
              : of(name, ColumnType.FLOAT, Transfers.FLOAT);
      case Types.NUMERIC, Types.DECIMAL ->
          decimal(name, columns.getPrecision(index), columns.getScale(index));
      case Types.CHAR,
          Types.VARCHAR,
          Types.LONGVARCHAR,
          Types.NCHAR,
          Types.NVARCHAR,
          Types.SQLXML ->
          of(name, ColumnType.TEXT, Transfers.TEXT);
      case Types.DATE ->
          of(
              name,
              ColumnType.DATE,
              dialect == Dialect.DUCKDB ? Transfers.DUCKDB_DATE : Transfers.DATE);
      case Types.TIME ->
          type.equals("timetz")
              ? of(name, ColumnType.TEXT, Transfers.TIME_ZONED)
              : of(name, ColumnType.TIME, Transfers.TIME);
      case Types.TIME_WITH_TIMEZONE -> of(name, ColumnType.TEXT, Transfers.TIME_ZONED);
      case Types.TIMESTAMP ->
          type.equals("timestamptz")
              ? of(name, ColumnType.TIMESTAMP_ZONED, Transfers.TIMESTAMP_ZONED)
              : of(name, ColumnType.TIMESTAMP, Transfers.TIMESTAMP);
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          of(name, ColumnType.TIMESTAMP_ZONED, Transfers.TIMESTAMP_ZONED);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB ->
          of(name, ColumnType.BINARY, Transfers.BINARY);
      default -> other(name, type);
    };
  }

  private static ColumnReader other(String name, String type) {
    if (type.equals("hugeint") || type.equals("uhugeint") || type.equals("ubigint")) {
      return of(name, ColumnType.DECIMAL, Transfers.WHOLE_DECIMAL);
    }
    if (TEXTUAL.contains(type)) {
      return of(name, ColumnType.TEXT, Transfers.TEXT);
    }
    String excerpt = type.length() <= 60 ? type : type.substring(0, 60) + "…";
    throw new StackException(
        LocalDataError.TYPE_UNSUPPORTED,
        "Column '" + name + "' is of type " + excerpt + ", which can't be carried.");
  }

  private static ColumnReader decimal(String name, int precision, int scale) {
    boolean bounded =
        precision > 0 && precision <= Column.MAX_PRECISION && scale >= 0 && scale <= precision;
    return new ColumnReader(
        bounded ? Column.decimal(name, precision, scale) : Column.of(name, ColumnType.DECIMAL),
        (rows, index, encoder) -> {
          BigDecimal value = rows.getBigDecimal(index);
          if (value != null) {
            encoder.setDecimal(index - 1, value);
          }
        });
  }

  private static ColumnReader of(String name, ColumnType type, ColumnReader.Transfer transfer) {
    return new ColumnReader(Column.of(name, type), transfer);
  }
}
