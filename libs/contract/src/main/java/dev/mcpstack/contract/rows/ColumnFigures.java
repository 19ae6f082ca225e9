package dev.mcpstack.contract.rows;

import java.math.BigDecimal;

/**
 * What is counted of one column of a result, by its owner while the rows are made and by every
 * reader again while they arrive. Equal figures on both sides say that the values are the same
 * ones, whatever lay between.
 */
public sealed interface ColumnFigures {
  /** Values that are there. */
  long count();

  /** Values that are not. */
  long nulls();

  /**
   * Of whole numbers, dates (days), times and timestamps (microseconds), booleans (1 and 0), and of
   * texts, bytes and unbounded decimals, of which the length in bytes counts.
   *
   * @param count values that are there
   * @param nulls values that are not
   * @param minimum the least, 0 without values
   * @param maximum the greatest, 0 without values
   * @param sum modulo 2^64, so that no order of adding matters
   */
  record Whole(long count, long nulls, long minimum, long maximum, long sum)
      implements ColumnFigures {}

  /**
   * Of floating point numbers. A NaN counts as a value, makes the sum NaN, and is neither the least
   * nor the greatest.
   *
   * @param count values that are there
   * @param nulls values that are not
   * @param minimum the least, 0 without one
   * @param maximum the greatest, 0 without one
   * @param sum of the sums of the chunks in order, each of four lanes; the same digits on every
   *     machine, though not the exact sum
   */
  record Real(long count, long nulls, double minimum, double maximum, double sum)
      implements ColumnFigures {}

  /**
   * Of decimals of a fixed scale.
   *
   * @param count values that are there
   * @param nulls values that are not
   * @param minimum the least, 0 without values
   * @param maximum the greatest, 0 without values
   * @param sum exact
   */
  record Decimal(long count, long nulls, BigDecimal minimum, BigDecimal maximum, BigDecimal sum)
      implements ColumnFigures {}
}
