package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Database;
import dev.mcpstack.bench.RunningDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The same table in PostgreSQL and in a file for DuckDB, and LocalData's configuration of both. */
final class QuerySources {
  static final String POSTGRES = "postgres";
  static final String EMBEDDED = "embedded";
  static final String QUERY = query("readings");

  /**
   * The first rows. PostgreSQL may begin a scan of a large table anywhere, so no limit gets them.
   */
  static final String FIRST_QUERY = query("first_readings");

  private final Database database;
  private final Path secrets;
  private final Path file;

  /**
   * Makes the tables and what LocalData needs in a folder.
   *
   * @param firstRows of the table of the first rows
   */
  QuerySources(RunningDatabase postgres, Path folder, int rows, int firstRows)
      throws IOException, SQLException {
    database = postgres.database();
    secrets = secrets(database, folder);
    file = folder.resolve("readings.parquet").toAbsolutePath();
    postgres.execute(
        List.of(
            table("readings", rows),
            table("first_readings", firstRows),
            "grant select on readings, first_readings to " + database.user(),
            // What the first reader of new rows writes down would be in the first case alone.
            "vacuum analyze readings, first_readings"));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "copy (select %s from range(%d) as t(i)) to '%s' (format parquet)"
              .formatted(Numbers.selectList("i"), rows, file));
    }
  }

  private static String query(String table) {
    return "select " + Numbers.names() + " from " + table;
  }

  private static String table(String name, int rows) {
    return "create table %s as select %s from generate_series(0::bigint, %d) as t(i)"
        .formatted(name, Numbers.selectList("i"), rows - 1);
  }

  Database database() {
    return database;
  }

  Path file() {
    return file;
  }

  /** LocalData's configuration with both sources. */
  String yaml(String more) {
    return """
    endpoint: {port: 0}
    management: {port: 0}
    data: {port: 0}
    %ssources:
      - %s
      - {type: Files, name: %s, files: [{table: readings, path: '%s'}]}
    """
        .formatted(more + "secretsFolder: '" + secrets + "'\n", postgres(database), EMBEDDED, file);
  }

  /** The PostgreSQL as a source. */
  static String postgres(Database database) {
    return "{type: PostgreSQL, name: %s, url: '%s', credentials: {secret: login}}"
        .formatted(POSTGRES, database.jdbcUrl());
  }

  /** Writes the database's user and password where the configuration looks for them. */
  static Path secrets(Database database, Path folder) throws IOException {
    Path secrets = folder.resolve("secrets").toAbsolutePath();
    Path login = Files.createDirectories(secrets.resolve("login"));
    Files.writeString(login.resolve("username"), database.user());
    Files.writeString(login.resolve("password"), database.password());
    return secrets;
  }
}
