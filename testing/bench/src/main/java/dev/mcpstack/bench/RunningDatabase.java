package dev.mcpstack.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of this run alone, on a free port, with the settings of its distribution. */
final class RunningDatabase implements AutoCloseable {
  private static final String USER = "bench";
  private static final String PASSWORD = "bench-only"; // Of a database that ends with this run.

  private final EmbeddedPostgres postgres;

  RunningDatabase() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
    }
  }

  Database database() {
    return new Database(postgres.getPort(), USER, PASSWORD);
  }

  String version() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
