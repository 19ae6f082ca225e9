package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ColumnType;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Set;
import org.postgresql.PGResultSetMetaData;

/**
 * How the types of PostgreSQL are carried. The driver has resolved domains to what they are over,
 * and gives enums as text.
 */
final class PostgresColumns {
  /** Types that the driver reports as "other" and whose text form says everything. */
  private static final Set<String> TEXTUAL =
      Set.of(
          "interval",
          "uuid",
          "json",
          "jsonb",
          "jsonpath",
          "varbit",
          "inet",
          "cidr",
          "macaddr",
          "macaddr8",
          "point",
          "line",
          "lseg",
          "box",
          "path",
          "polygon",
          "circle",
          "int4range",
          "int8range",
          "numrange",
          "tsrange",
          "tstzrange",
          "daterange",
          "int4multirange",
          "int8multirange",
          "nummultirange",
          "tsmultirange",
          "tstzmultirange",
          "datemultirange",
          "tsvector",
          "tsquery",
          "regclass",
          "regcollation",
          "regconfig",
          "regdictionary",
          "regnamespace",
          "regoper",
          "regoperator",
          "regproc",
          "regprocedure",
          "regrole",
          "regtype",
          "xid",
          "xid8",
          "cid",
          "tid",
          "pg_lsn",
          "pg_snapshot",
          "txid_snapshot",
          "int2vector",
          "oidvector",
          "aclitem",
          "record",
          "hstore",
          "citext",
          "ltree");

  private PostgresColumns() {}

  static ColumnReader reader(ResultSetMetaData columns, int index) throws SQLException {
    String name = columns.getColumnLabel(index);
    String type = columns.getColumnTypeName(index);
    boolean binary = columns.unwrap(PGResultSetMetaData.class).getFormat(index) == 1;
    return switch (columns.getColumnType(index)) {
      case Types.BIT ->
          type.equals("bool")
              ? ColumnReaders.of(name, ColumnType.BOOLEAN, Transfers.BOOLEAN)
              : text(name);
      case Types.SMALLINT, Types.INTEGER, Types.BIGINT ->
          ColumnReaders.of(name, ColumnType.INTEGER, Transfers.INTEGER);
      case Types.REAL -> ColumnReaders.of(name, ColumnType.FLOAT, Transfers.SINGLE);
      case Types.DOUBLE ->
          type.equals("money")
              ? text(name)
              : ColumnReaders.of(name, ColumnType.FLOAT, Transfers.FLOAT);
      case Types.NUMERIC -> ColumnReaders.decimal(columns, index);
      case Types.CHAR, Types.VARCHAR, Types.SQLXML, Types.STRUCT -> text(name);
      case Types.DATE ->
          ColumnReaders.of(name, ColumnType.DATE, binary ? PostgresTransfers.DATE : Transfers.DATE);
      case Types.TIME ->
          type.equals("timetz")
              ? ColumnReaders.of(name, ColumnType.TEXT, Transfers.TIME_ZONED)
              : ColumnReaders.of(
                  name, ColumnType.TIME, binary ? PostgresTransfers.TIME : Transfers.TIME);
      case Types.TIMESTAMP ->
          type.equals("timestamptz")
              ? ColumnReaders.of(
                  name,
                  ColumnType.TIMESTAMP_ZONED,
                  binary ? PostgresTransfers.TIMESTAMP : Transfers.TIMESTAMP_ZONED)
              : ColumnReaders.of(
                  name,
                  ColumnType.TIMESTAMP,
                  binary ? PostgresTransfers.TIMESTAMP : Transfers.TIMESTAMP);
      case Types.BINARY -> ColumnReaders.of(name, ColumnType.BINARY, Transfers.BINARY);
      case Types.ARRAY -> ColumnReaders.of(name, ColumnType.TEXT, new PostgresArrays(type));
      default -> {
        if (!TEXTUAL.contains(type)) {
          throw ColumnReaders.refusal(name, type);
        }
        yield text(name);
      }
    };
  }

  private static ColumnReader text(String name) {
    return ColumnReaders.of(name, ColumnType.TEXT, Transfers.TEXT);
  }
}
