package dev.mcpstack.localdata.outside;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL that asks for passwords, with a role that may read and nothing more. */
final class Database implements AutoCloseable {
  static final String READER = "reader";
  static final String PASSWORD = "Reader-Secret-4711";

  /** Roles log in by password, but for the owner of the test. */
  private static final String ACCESS_RULES =
      """
      local all all trust
      host all postgres all trust
      host all all all scram-sha-256
      """;

  private final EmbeddedPostgres server;

  private Database(EmbeddedPostgres server) {
    this.server = server;
  }

  /** The one that the tests of this machine share. It ends with the machine. */
  static Database shared() {
    return Shared.DATABASE;
  }

  /** A database on a port, 0 for a free one, with the tables of postgresql.sql. */
  static Database start(int port) {
    try {
      EmbeddedPostgres.Builder builder =
          EmbeddedPostgres.builder().setDataDirectoryCustomizer(Database::demandPasswords);
      Database database = new Database((port == 0 ? builder : builder.setPort(port)).start());
      database.execute("create role " + READER + " login password '" + PASSWORD + "'");
      try (var script = Database.class.getResourceAsStream("postgresql.sql")) {
        if (script == null) {
          throw new IllegalStateException("postgresql.sql is missing");
        }
        database.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      }
      return database;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return server.getPort();
  }

  String url() {
    return "jdbc:postgresql://localhost:" + port() + "/postgres";
  }

  Connection admin() throws SQLException {
    return DriverManager.getConnection(url(), "postgres", "");
  }

  /** Runs statements as their owner, past everything that is tested. */
  void execute(String statements) {
    try (Connection connection = admin();
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    } catch (SQLException e) {
      throw new IllegalStateException(statements, e);
    }
  }

  /** How many statements with this text the reader runs now. */
  long running(String text) {
    try (Connection connection = admin();
        PreparedStatement statement =
            connection.prepareStatement(
                "select count(*) from pg_stat_activity where usename = ? and state = 'active' and query like ?")) {
      statement.setString(1, READER);
      statement.setString(2, "%" + text + "%");
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void demandPasswords(File folder) {
    try {
      Files.writeString(folder.toPath().resolve("pg_hba.conf"), ACCESS_RULES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Shared {
    private static final Database DATABASE = start(0);

    static {
      Runtime.getRuntime().addShutdownHook(new Thread(DATABASE::close));
    }
  }
}
