package dev.mcpstack.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of this run alone, on a free port, with the settings of its distribution. */
public final class RunningDatabase implements AutoCloseable {
  private static final String USER = "bench";
  private static final String PASSWORD = "bench-only"; // Of a database that ends with this run.

  private final EmbeddedPostgres postgres;
  private final ProcessHandle server;

  /** Starts it. */
  public RunningDatabase() throws IOException, SQLException {
    postgres = EmbeddedPostgres.start();
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD + "'");
      server = parent(statement);
    }
  }

  /** How to reach it. */
  public Database database() {
    return new Database(postgres.getPort(), USER, PASSWORD);
  }

  /** Runs statements as its superuser. */
  public void execute(List<String> statements) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** What it says it is. */
  public String version() throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      return connection.getMetaData().getDatabaseProductVersion();
    }
  }

  /**
   * Processor time of all its processes together. What ended since the last call is missing, so ask
   * while connections are kept.
   */
  Duration cpu() {
    return Stream.concat(Stream.of(server), server.children())
        .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }

  /** The parent of the process that serves this connection. */
  private static ProcessHandle parent(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT pg_backend_pid()")) {
      rows.next();
      return ProcessHandle.of(rows.getLong(1)).flatMap(ProcessHandle::parent).orElseThrow();
    }
  }
}
