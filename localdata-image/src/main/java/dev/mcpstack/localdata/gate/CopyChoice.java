package dev.mcpstack.localdata.gate;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Says whether the rows of a query are to be copied out, once it is known what their columns are.
 *
 * @param <T> what is made of the rows
 */
@FunctionalInterface
public interface CopyChoice<T> {
  /** Who reads the copy; empty when the rows are to come by a cursor. */
  Optional<CopyReader<T>> of(ResultSetMetaData columns) throws SQLException;
}
