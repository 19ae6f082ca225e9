package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.Column;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Carries one column from the driver to the encoder.
 *
 * @param column what the column is
 * @param transfer moves the value of the current row
 */
record ColumnReader(Column column, Transfer transfer) {
  /** Moves one value. */
  @FunctionalInterface
  interface Transfer {
    /**
     * Moves the value of a column (from 1 at the driver, from 0 at the encoder), leaving null
     * unset.
     *
     * @throws ArithmeticException when the value does not fit exactly
     */
    void move(ResultSet rows, int index, ChunkEncoder encoder) throws SQLException;
  }
}
