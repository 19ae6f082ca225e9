package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ColumnType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import java.util.regex.Pattern;

/** How the types of DuckDB are carried. */
final class DuckDbColumns {
  /** Types that the driver reports as "other" and whose text form says everything. */
  private static final Set<String> TEXTUAL =
      Set.of("UUID", "JSON", "INTERVAL", "ENUM", "TIMESTAMPTZ_NS", "\"NULL\"");

  private static final Set<String> WHOLE_DECIMALS =
      Set.of("UBIGINT", "HUGEINT", "UHUGEINT", "BIGNUM");

  private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"");

  /**
   * Types that are lost inside of lists, structs and maps. The driver gives a timestamp there by
   * the clocks of this machine, which skip an hour in spring and know no era, and a union without
   * the name of its member; at the time 24:00 it fails with all that it has fetched. What follows a
   * type is never another word, as it is with the name of a field.
   */
  private static final Pattern LOST_INSIDE =
      Pattern.compile(
          "\\bUNION\\(|\\bTIME WITH TIME ZONE\\b"
              + "|\\b(?:TIME|TIME_NS|TIMESTAMP|TIMESTAMP_\\w+|VARIANT|GEOMETRY)(?=[,)\\[]|$)");

  private DuckDbColumns() {}

  static ColumnReader reader(ResultSetMetaData columns, int index) throws SQLException {
    String name = columns.getColumnLabel(index);
    String type = columns.getColumnTypeName(index);
    return switch (columns.getColumnType(index)) {
      case Types.BOOLEAN -> ColumnReaders.of(name, ColumnType.BOOLEAN, Transfers.BOOLEAN);
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          ColumnReaders.of(name, ColumnType.INTEGER, Transfers.INTEGER);
      case Types.FLOAT -> ColumnReaders.of(name, ColumnType.FLOAT, Transfers.SINGLE);
      case Types.DOUBLE -> ColumnReaders.of(name, ColumnType.FLOAT, Transfers.FLOAT);
      case Types.DECIMAL -> ColumnReaders.decimal(columns, index);
      case Types.BIT, Types.VARCHAR -> ColumnReaders.of(name, ColumnType.TEXT, Transfers.TEXT);
      case Types.DATE -> ColumnReaders.of(name, ColumnType.DATE, Transfers.DUCKDB_DATE);
      case Types.TIME -> ColumnReaders.of(name, ColumnType.TIME, Transfers.TIME);
      case Types.TIME_WITH_TIMEZONE ->
          ColumnReaders.of(name, ColumnType.TEXT, Transfers.TIME_ZONED);
      case Types.TIMESTAMP -> ColumnReaders.of(name, ColumnType.TIMESTAMP, Transfers.TIMESTAMP);
      case Types.TIMESTAMP_WITH_TIMEZONE ->
          ColumnReaders.of(name, ColumnType.TIMESTAMP_ZONED, Transfers.DUCKDB_TIMESTAMP_ZONED);
      case Types.BLOB ->
          type.equals("GEOMETRY")
              ? ColumnReaders.of(name, ColumnType.TEXT, Transfers.TEXT)
              : ColumnReaders.of(name, ColumnType.BINARY, Transfers.BINARY);
      case Types.ARRAY, Types.STRUCT -> nested(name, type);
      default -> other(name, type);
    };
  }

  private static ColumnReader other(String name, String type) {
    if (WHOLE_DECIMALS.contains(type)) {
      return ColumnReaders.of(name, ColumnType.DECIMAL, Transfers.WHOLE_DECIMAL);
    }
    if (TEXTUAL.contains(type)) {
      return ColumnReaders.of(name, ColumnType.TEXT, Transfers.TEXT);
    }
    if (type.startsWith("MAP(")) {
      return nested(name, type);
    }
    throw ColumnReaders.refusal(name, type);
  }

  private static ColumnReader nested(String name, String type) {
    if (LOST_INSIDE.matcher(QUOTED.matcher(type).replaceAll("_")).find()) {
      throw ColumnReaders.refusal(name, type);
    }
    return ColumnReaders.of(name, ColumnType.TEXT, DuckDbNested.JSON);
  }
}
