package dev.mcpstack.localdata.gate;

import java.sql.SQLException;

/**
 * Reads the rows of one run as PostgreSQL copies them out, on the thread that asked for it.
 *
 * @param <T> what it makes of them
 */
@FunctionalInterface
public interface CopyReader<T> {
  /**
   * Reads as many rows as it wants; what is left of them is thrown away when it returns.
   *
   * @throws SQLException what the driver threw, unchanged
   */
  T read(CopiedRows rows) throws SQLException;
}
