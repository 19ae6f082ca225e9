package dev.mcpstack.localdata.gate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.duckdb.DuckDBDriver;

/**
 * An embedded DuckDB in memory that reads files and is then locked for good. It lives as long as
 * this object. Its statements are made of paths and names from the configuration, quoted; nothing
 * of an agent's comes near them.
 */
public final class EmbeddedFiles implements AutoCloseable {
  private static final List<String> LOCKS =
      List.of(
          "SET autoinstall_known_extensions = false",
          "SET autoload_known_extensions = false",
          "SET allow_community_extensions = false",
          // Queries work in memory alone; by default they would spill beside the program.
          "SET temp_directory = ''",
          "SET enable_external_access = false",
          "SET lock_configuration = true");

  /** What all queries at once may take beside the tables. Without it, most of the machine. */
  private static final long WORKING_BYTES = 1L << 30;

  private final Connection connection;
  private final String url;

  private EmbeddedFiles(Connection connection, String url) {
    this.connection = connection;
    this.url = url;
  }

  /** An empty database under a URL of its own, in which the name can be read. */
  public static EmbeddedFiles create(String name) {
    // All connections must have the same options. Without streaming a whole result is collected
    // before its first row, in memory that no limit holds for.
    String url =
        "jdbc:duckdb::memory:"
            + name
            + "-"
            + UUID.randomUUID()
            + ";"
            + DuckDBDriver.JDBC_STREAM_RESULTS
            + "=true";
    try {
      return new EmbeddedFiles(DriverManager.getConnection(url), url);
    } catch (SQLException e) {
      throw new IllegalStateException("the embedded database did not start", e);
    }
  }

  /** Where further connections to it are had. */
  public String url() {
    return url;
  }

  /**
   * Reads a file into a new table.
   *
   * @throws SQLException when the file is not what its name says
   */
  public void load(String table, Path file, String description) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE "
              + name(table)
              + " AS SELECT * FROM "
              + reader(file)
              + "("
              + text(file.toString())
              + ")");
      if (!description.isBlank()) {
        statement.execute("COMMENT ON TABLE " + name(table) + " IS " + text(description.strip()));
      }
    }
  }

  /**
   * From here on nothing outside can be reached, queries get {@value #WORKING_BYTES} bytes to work
   * in, and no setting can be changed, by any connection.
   */
  public void lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET memory_limit = '" + (tableBytes(statement) + WORKING_BYTES) + "B'");
      for (String lock : LOCKS) {
        statement.execute(lock);
      }
    }
  }

  private static long tableBytes(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT coalesce(sum(memory_usage_bytes), 0) FROM duckdb_memory()")) {
      return rows.next() ? rows.getLong(1) : 0;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private static String reader(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (name.endsWith(".parquet")) {
      return "read_parquet";
    }
    if (name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl")) {
      return "read_json_auto";
    }
    return "read_csv_auto";
  }

  private static String name(String table) {
    return '"' + table.replace("\"", "\"\"") + '"';
  }

  private static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
