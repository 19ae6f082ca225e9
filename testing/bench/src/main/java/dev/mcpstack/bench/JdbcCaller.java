package dev.mcpstack.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The database alone: borrows a connection, runs the query, gives the connection back. */
final class JdbcCaller implements Caller {
  private final DataSource source;

  JdbcCaller(DataSource source) {
    this.source = source;
  }

  @Override
  public void call() throws SQLException, WrongAnswerException {
    try (Connection connection = source.getConnection();
        PreparedStatement statement = connection.prepareStatement("select 1");
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next() || rows.getInt(1) != 1 || rows.next()) {
        throw new WrongAnswerException("not one row with 1");
      }
    }
  }

  @Override
  public void close() {} // The pool is not this caller's.
}
