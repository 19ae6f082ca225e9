package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * The least that a Java program can do to read a table of PostgreSQL: values in binary from the
 * first run on, rows by a cursor, a loop that adds them up.
 */
final class JdbcLoop implements AutoCloseable {
  private static final int FETCH_ROWS = 10_000;

  private final Connection connection;

  JdbcLoop(Database database) throws SQLException {
    connection =
        DriverManager.getConnection(
            database.jdbcUrl() + "?prepareThreshold=-1", database.user(), database.password());
    connection.setAutoCommit(false);
  }

  Answer read(String sql) throws SQLException {
    long count = 0;
    double sum = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setFetchSize(FETCH_ROWS);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          for (int column = 1; column <= Numbers.COLUMNS; column++) {
            sum += rows.getDouble(column);
          }
          count++;
        }
      }
    }
    connection.rollback();
    return new Answer(count, sum);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
