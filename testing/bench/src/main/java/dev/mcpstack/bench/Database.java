package dev.mcpstack.bench;

/**
 * The PostgreSQL that every case asks.
 *
 * @param user may log in and nothing more
 */
public record Database(int port, String user, String password) {
  /** Connections at once, for every server: the default of McpStack, and of dbhub's driver. */
  public static final int CONNECTIONS = 10;

  private static final String HOST = "127.0.0.1";
  private static final String NAME = "postgres";

  /** Without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://" + HOST + ":" + port + "/" + NAME;
  }

  String dsn() {
    return "postgres://"
        + user
        + ":"
        + password
        + "@"
        + HOST
        + ":"
        + port
        + "/"
        + NAME
        + "?sslmode=disable";
  }
}
