package dev.mcpstack.datascience.input;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.datascience.error.DataScienceError;
import dev.mcpstack.datascience.text.Shown;

/**
 * A column of numbers. A null and a NaN are both a missing value; infinities are refused, because
 * no mean or slope survives one.
 *
 * @param position in the schema, from 0
 * @param name as the source names it
 */
public record NumericColumn(int position, String name) {
  /** Squares and sums of larger values could overflow. */
  private static final double LARGEST = 1e150;

  /**
   * The value, or NaN where it is missing.
   *
   * @throws StackException when it is infinite, or beyond 1e150 in magnitude
   */
  public double value(RowBatch batch, int row) {
    if (batch.isNull(position, row)) {
      return Double.NaN;
    }
    double value = batch.number(position, row);
    if (Math.abs(value) > LARGEST) {
      throw outOfRange(value);
    }
    return value;
  }

  private StackException outOfRange(double value) {
    boolean infinite = Double.isInfinite(value);
    return new StackException(
            DataScienceError.NUMBER_OUT_OF_RANGE,
            infinite
                ? "The column " + Shown.quoted(name) + " holds an infinite value."
                : "The column "
                    + Shown.quoted(name)
                    + " holds a value larger in magnitude than 1e150.")
        .withRemedy(
            infinite
                ? "Filter infinite values out with WHERE, or turn them into NULL, in the query."
                : "Use a larger unit, for example by dividing the column in the query.")
        .withDetail("column", name);
  }
}
