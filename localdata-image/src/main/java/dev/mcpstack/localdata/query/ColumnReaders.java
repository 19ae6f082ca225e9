package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.ColumnType;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Chooses for each column of a result how it is carried. A type that can't be carried exactly is
 * refused by name.
 */
final class ColumnReaders {
  private static final int MAX_TYPE_SHOWN = 60;

  private ColumnReaders() {}

  static List<ColumnReader> of(Dialect dialect, ResultSetMetaData columns) throws SQLException {
    List<ColumnReader> readers = new ArrayList<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      readers.add(
          switch (dialect) {
            case POSTGRESQL -> PostgresColumns.reader(columns, i);
            case DUCKDB -> DuckDbColumns.reader(columns, i);
          });
    }
    return readers;
  }

  static RowSchema schema(List<ColumnReader> readers) {
    return new RowSchema(readers.stream().map(ColumnReader::column).toList());
  }

  static ColumnReader of(String name, ColumnType type, ColumnReader.Transfer transfer) {
    return new ColumnReader(Column.of(name, type), transfer);
  }

  static ColumnReader decimal(ResultSetMetaData columns, int index) throws SQLException {
    String name = columns.getColumnLabel(index);
    int precision = columns.getPrecision(index);
    int scale = columns.getScale(index);
    boolean bounded =
        precision > 0 && precision <= Column.MAX_PRECISION && scale >= 0 && scale <= precision;
    return new ColumnReader(
        bounded ? Column.decimal(name, precision, scale) : Column.of(name, ColumnType.DECIMAL),
        Transfers.DECIMAL);
  }

  /** What is thrown for a column that can't be carried. */
  static StackException refusal(String name, String type) {
    String excerpt =
        type.length() <= MAX_TYPE_SHOWN ? type : type.substring(0, MAX_TYPE_SHOWN) + "…";
    return new StackException(
        LocalDataError.TYPE_UNSUPPORTED,
        "Column '" + name + "' is of type " + excerpt + ", which can't be carried.");
  }
}
