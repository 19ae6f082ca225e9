package dev.mcpstack.localdata.gate;

/**
 * The queries that the module itself asks of a database's catalogue, each with the same columns in
 * every dialect. Nothing of them ever comes from outside; values go in as parameters.
 */
public enum CatalogQuery {
  /**
   * The tables and views that the session may read: {@code schema_name, table_name, kind} (table or
   * view), {@code estimated_rows} (null when unknown), {@code comment} (null when none), by name.
   */
  TABLES(
      0,
      """
      SELECT n.nspname AS schema_name, c.relname AS table_name,
             CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END AS kind,
             CASE WHEN c.reltuples >= 0 AND c.relkind <> 'v' THEN c.reltuples::bigint END
               AS estimated_rows,
             obj_description(c.oid, 'pg_class') AS comment
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
         AND n.nspname NOT IN ('pg_catalog', 'information_schema')
         AND n.nspname NOT LIKE 'pg\\_%'
         AND has_schema_privilege(n.oid, 'USAGE')
         AND (has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT'))
       ORDER BY 1, 2
      """,
      """
      SELECT schema_name, table_name, 'table' AS kind, estimated_size AS estimated_rows, comment
        FROM duckdb_tables() WHERE NOT internal AND database_name = current_database()
      UNION ALL
      SELECT schema_name, view_name, 'view', NULL, comment
        FROM duckdb_views() WHERE NOT internal AND database_name = current_database()
       ORDER BY 1, 2
      """),

  /**
   * The columns of a table, given schema and table: {@code column_name, position} (from 1), {@code
   * type_name, nullable, comment} (null when none), by position.
   */
  COLUMNS(
      2,
      """
      SELECT a.attname AS column_name, a.attnum::int AS position,
             format_type(a.atttypid, a.atttypmod) AS type_name, NOT a.attnotnull AS nullable,
             col_description(c.oid, a.attnum) AS comment
        FROM pg_catalog.pg_class c
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid
       WHERE n.nspname = ? AND c.relname = ? AND a.attnum > 0 AND NOT a.attisdropped
         AND has_column_privilege(c.oid, a.attnum, 'SELECT')
       ORDER BY a.attnum
      """,
      """
      SELECT column_name, column_index AS position, data_type AS type_name,
             is_nullable AS nullable, comment
        FROM duckdb_columns()
       WHERE schema_name = ? AND table_name = ? AND database_name = current_database()
       ORDER BY column_index
      """),

  /**
   * The columns of a table's primary key, given schema and table: {@code column_name}, in order.
   */
  PRIMARY_KEY(
      2,
      """
      SELECT a.attname AS column_name
        FROM pg_catalog.pg_constraint k
        JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL unnest(k.conkey) WITH ORDINALITY AS u(number, place)
        JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = u.number
       WHERE k.contype = 'p' AND n.nspname = ? AND c.relname = ?
       ORDER BY u.place
      """,
      """
      SELECT unnest(constraint_column_names) AS column_name
        FROM duckdb_constraints()
       WHERE constraint_type = 'PRIMARY KEY' AND schema_name = ? AND table_name = ?
         AND database_name = current_database()
      """);

  private final int parameters;
  private final String postgresql;
  private final String duckdb;

  CatalogQuery(int parameters, String postgresql, String duckdb) {
    this.parameters = parameters;
    this.postgresql = postgresql;
    this.duckdb = duckdb;
  }

  /** How many arguments it takes. */
  public int parameters() {
    return parameters;
  }

  String sql(Dialect dialect) {
    return switch (dialect) {
      case POSTGRESQL -> postgresql;
      case DUCKDB -> duckdb;
    };
  }
}
