package dev.mcpstack.localdata.gate;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;

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
          "SET enable_external_access = false",
          "SET lock_configuration = true");

  private final Connection connection;

  private EmbeddedFiles(Connection connection) {
    this.connection = connection;
  }

  /** An empty database under a URL of its own. */
  public static EmbeddedFiles create(String url) {
    try {
      return new EmbeddedFiles(DriverManager.getConnection(url));
    } catch (SQLException e) {
      throw new IllegalStateException("the embedded database did not start", e);
    }
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
   * From here on nothing outside can be reached, and no setting can be changed, by any connection.
   */
  public void lock() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String lock : LOCKS) {
        statement.execute(lock);
      }
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
