package dev.mcpstack.localdata.gate;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.schema.Table;

/** Checks what stands as a table: a plain name, no file, no system table that holds secrets. */
final class TablePolicy {
  private static final Set<String> CATALOG_TABLES =
      Set.of(
          "pg_attribute",
          "pg_class",
          "pg_constraint",
          "pg_description",
          "pg_enum",
          "pg_index",
          "pg_indexes",
          "pg_matviews",
          "pg_namespace",
          "pg_tables",
          "pg_type",
          "pg_views");

  private static final Set<String> SYSTEM_SCHEMAS = Set.of("pg_catalog", "pg_toast");

  /** DuckDB opens a table name that looks like a file, a pattern or an address. */
  private static final Pattern FILE_LIKE =
      Pattern.compile(
          ".*[/\\\\:*?\\[\\]{}~()'].*"
              + "|.*\\.(csv|tsv|txt|json|jsonl|ndjson|geojson|parquet|parq|pq|arrow|arrows|feather"
              + "|ipc|avro|orc|xls|xlsx|db|ddb|duckdb|sqlite|sqlite3|gz|gzip|zst|bz2|lz4|snappy)",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private TablePolicy() {}

  static TableName check(Dialect dialect, Table table) throws RefusedException {
    // The parser keeps the parts last first.
    List<String> parts = table.getNameParts().reversed();
    for (String part : parts) {
      List<Token> tokens = Lexer.lex(dialect, part).tokens();
      boolean plain =
          tokens.size() == 1
              && (tokens.getFirst().kind() == Token.Kind.WORD
                  || tokens.getFirst().kind() == Token.Kind.QUOTED_NAME);
      if (!plain) {
        throw file(part);
      }
    }
    if (parts.isEmpty() || parts.size() > 3) {
      throw new RefusedException(
          Rule.TABLE,
          "The table " + Refused.excerpt(String.join(".", parts)) + " has too many parts.",
          "Write schema.table.");
    }
    List<String> plain = parts.stream().map(part -> part(dialect, part)).toList();
    TableName name =
        new TableName(
            plain.size() == 3 ? Optional.of(plain.getFirst()) : Optional.empty(),
            plain.size() >= 2 ? Optional.of(plain.get(plain.size() - 2)) : Optional.empty(),
            plain.getLast());
    if (dialect == Dialect.DUCKDB && FILE_LIKE.matcher(name.toString()).matches()) {
      throw file(name.toString());
    }
    system(dialect, name);
    return name;
  }

  private static String part(Dialect dialect, String written) {
    String plain = Names.plain(written);
    // DuckDB looks up quoted names without regard to case too.
    return dialect == Dialect.DUCKDB ? Names.lower(plain) : plain;
  }

  private static void system(Dialect dialect, TableName name) throws RefusedException {
    String table = name.name();
    boolean system =
        table.startsWith("pg_")
            || name.schema().filter(SYSTEM_SCHEMAS::contains).isPresent()
            || (dialect == Dialect.DUCKDB
                && (table.startsWith("duckdb_")
                    || table.startsWith("pragma_")
                    || table.startsWith("sqlite_")));
    boolean options =
        name.schema().filter("information_schema"::equals).isPresent()
            && table.endsWith("_options");
    if ((system && !CATALOG_TABLES.contains(table)) || options) {
      throw new RefusedException(
          Rule.TABLE,
          "The system table " + Refused.excerpt(name.toString()) + " is not open to queries.",
          "Use information_schema.tables and information_schema.columns.");
    }
  }

  private static RefusedException file(String written) {
    return new RefusedException(
        Rule.TABLE,
        "The table " + Refused.excerpt(written) + " reads as a file or an address.",
        "Query a table by its name; list the tables to see which there are.");
  }
}
