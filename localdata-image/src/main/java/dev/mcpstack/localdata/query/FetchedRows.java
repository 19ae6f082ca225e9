package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.RowSchema;
import java.sql.SQLException;

/** The rows of a running query, whatever way they come. Not thread-safe. */
interface FetchedRows {
  /** The columns. */
  RowSchema schema();

  /** Goes on to the next row; false after the last. */
  boolean next() throws SQLException;

  /**
   * Moves the current row to the encoder, which is told of no end of it.
   *
   * @throws dev.mcpstack.contract.error.StackException when a value does not fit exactly
   */
  void move(ChunkEncoder encoder);

  /** The first rows are there: from now on many may be fetched at a time. */
  void fetchMany() throws SQLException;
}
