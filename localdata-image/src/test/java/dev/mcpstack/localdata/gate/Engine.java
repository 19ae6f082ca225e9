package dev.mcpstack.localdata.gate;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.postgresql.PGStatement;

/** A real database with the tables of setup.sql, for the length of a test class. */
final class Engine implements AutoCloseable {
  /** May read the test's tables and nothing more. */
  private static final String READER = "reader";

  private final Dialect dialect;
  private final Server server;
  private final String url;
  private final Properties properties = new Properties();

  /** What keeps the database running. */
  private interface Server {
    void stop() throws IOException, SQLException;
  }

  private Engine(Dialect dialect, Server server, String url) {
    this.dialect = dialect;
    this.server = server;
    this.url = url;
  }

  static Engine start(Dialect dialect) throws Exception {
    return switch (dialect) {
      case POSTGRESQL -> postgresql();
      case DUCKDB -> duckDb();
    };
  }

  private static Engine postgresql() throws IOException, SQLException {
    EmbeddedPostgres server = EmbeddedPostgres.builder().start();
    try (Connection owner = server.getPostgresDatabase().getConnection()) {
      setUp(owner, "jsonb", "text[]", "array['lead', 'remote']");
      execute(
          owner,
          "create role " + READER + " login",
          "grant select on all tables in schema public to " + READER);
    }
    Engine engine =
        new Engine(
            Dialect.POSTGRESQL,
            server::close,
            "jdbc:postgresql://localhost:" + server.getPort() + "/postgres");
    engine.properties.setProperty("user", READER);
    return engine;
  }

  private static Engine duckDb() throws SQLException {
    // One open connection keeps the named in-memory database alive.
    String url = "jdbc:duckdb:memory:gate" + System.nanoTime();
    Connection owner = DriverManager.getConnection(url);
    setUp(owner, "json", "varchar[]", "['lead', 'remote']");
    return new Engine(Dialect.DUCKDB, owner::close, url);
  }

  private static void setUp(Connection owner, String json, String texts, String textsValue)
      throws SQLException {
    String script =
        Case.text("setup.sql")
            .replace("{json}", json)
            .replace("{texts_value}", textsValue)
            .replace("{texts}", texts);
    for (String line : script.split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("--")) {
        execute(owner, line);
      }
    }
  }

  Dialect dialect() {
    return dialect;
  }

  /** The schema of the tables. */
  String schema() {
    return switch (dialect) {
      case POSTGRESQL -> "public";
      case DUCKDB -> "main";
    };
  }

  /** A connection that may write, to show that the gate does not. */
  Connection connectAsOwner() throws SQLException {
    Properties owner = new Properties();
    owner.putAll(properties);
    owner.computeIfPresent("user", (_, _) -> "postgres");
    return DriverManager.getConnection(url, owner);
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(url, properties);
  }

  /** Runs statements as they are, past the gate. */
  static void execute(Connection connection, String... statements) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query that is run as it is, past the gate. */
  static List<String> rows(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      if (statement.isWrapperFor(PGStatement.class)) {
        // The gate reads binary too; the driver prints some binary values in another form.
        statement.unwrap(PGStatement.class).setPrepareThreshold(-1);
      }
      try (ResultSet rows = statement.executeQuery()) {
        return rows(rows);
      }
    }
  }

  /** All rows as text, sorted, so that results compare without regard to order. */
  static List<String> rows(ResultSet rows) throws SQLException {
    List<String> all = new ArrayList<>();
    int columns = rows.getMetaData().getColumnCount();
    while (rows.next()) {
      List<String> row = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        row.add(OBJECT_ID.matcher(String.valueOf(rows.getString(i))).replaceAll(""));
      }
      all.add(String.join(" | ", row));
    }
    all.sort(null);
    return all;
  }

  /** Drivers that print a value as class and identity would make equal rows differ. */
  private static final Pattern OBJECT_ID = Pattern.compile("@[0-9a-f]{5,8}$");

  /** A number that changes with any row of any table. */
  String checksum() throws SQLException {
    StringBuilder all = new StringBuilder();
    try (Connection connection = connect()) {
      for (String table :
          List.of("customers", "orders", "items", "employees", "prices", "\"Mixed Case\"")) {
        all.append(rows(connection, "select * from " + table).hashCode()).append(' ');
      }
      all.append(rows(connection, "select count(*) from information_schema.tables"));
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException, SQLException {
    server.stop();
  }
}
