package dev.mcpstack.localdata.gate;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads the rows of one run, on the thread that asked for it.
 *
 * @param <T> what it makes of them
 */
@FunctionalInterface
public interface RowReader<T> {
  /**
   * Reads as many rows as it wants; the rows are closed when it returns.
   *
   * @throws SQLException what the driver threw, unchanged
   */
  T read(ResultSet rows) throws SQLException;
}
