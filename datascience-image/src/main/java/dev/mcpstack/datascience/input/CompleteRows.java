package dev.mcpstack.datascience.input;

import dev.mcpstack.contract.rows.RowBatch;
import java.util.List;
import java.util.function.Consumer;

/**
 * Several numeric columns, row by row; a row that lacks one of the values is dropped and counted.
 */
public final class CompleteRows {
  private final List<NumericColumn> columns;
  private final double[] values;
  private long dropped;

  /** Rows of these columns. */
  public CompleteRows(List<NumericColumn> columns) {
    this.columns = List.copyOf(columns);
    this.values = new double[columns.size()];
  }

  /**
   * Hands over each complete row of the batch.
   *
   * @param row takes the values in the order of the columns; the array is used again
   */
  public void forEach(RowBatch batch, Consumer<double[]> row) {
    for (int index = 0; index < batch.rows(); index++) {
      if (fill(batch, index)) {
        row.accept(values);
      } else {
        dropped++;
      }
    }
  }

  /** Rows that were not handed over. */
  public long dropped() {
    return dropped;
  }

  private boolean fill(RowBatch batch, int row) {
    boolean complete = true;
    for (int column = 0; column < values.length; column++) {
      values[column] = columns.get(column).value(batch, row);
      complete &= !Double.isNaN(values[column]);
    }
    return complete;
  }
}
