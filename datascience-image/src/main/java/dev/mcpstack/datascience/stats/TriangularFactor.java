package dev.mcpstack.datascience.stats;

import java.util.Arrays;

/**
 * The upper triangular factor R of a tall matrix whose rows arrive one by one: for all rows seen so
 * far, R'R = X'X. Rows are collected in a block, and each full block is folded into R by
 * Householder reflections, so X'X itself, which would square the condition number, is never formed.
 *
 * <p>Memory is O(columns^2 + 64 columns), time O(columns^2) per row. Two factors merge by folding
 * the rows of one into the other.
 */
final class TriangularFactor {
  /** Enough rows that a reflection works on long columns, few enough to stay in the cache. */
  private static final int BLOCK_ROWS = 64;

  private final int columns;

  /** R by rows; entries below the diagonal stay 0. */
  private final double[][] triangle;

  /** The rows not yet folded in, by columns. */
  private final double[][] block;

  private int blockRows;

  TriangularFactor(int columns) {
    this.columns = columns;
    triangle = new double[columns][columns];
    block = new double[columns][BLOCK_ROWS];
  }

  /** Adds a row of {@code columns} entries; it is copied. */
  void add(double[] row) {
    for (int column = 0; column < columns; column++) {
      block[column][blockRows] = row[column];
    }
    blockRows++;
    if (blockRows == BLOCK_ROWS) {
      fold();
    }
  }

  /** The finished factor, by rows: a copy that this object does not change later. */
  double[][] finished() {
    fold();
    double[][] copy = new double[columns][];
    Arrays.setAll(copy, row -> triangle[row].clone());
    return copy;
  }

  /**
   * One reflection per column. Below R's diagonal the column is zero except in the block, so the
   * reflection touches only R's own row and the block's.
   */
  private void fold() {
    for (int column = 0; column < columns; column++) {
      double[] below = block[column];
      double diagonal = triangle[column][column];
      double belowNorm = norm(below, blockRows);
      if (belowNorm == 0) {
        continue;
      }
      double reflected = -Math.copySign(Math.hypot(diagonal, belowNorm), diagonal);
      // The reflector is scaled to a leading 1, so that squares neither overflow nor underflow.
      double lead = diagonal - reflected;
      for (int row = 0; row < blockRows; row++) {
        below[row] /= lead;
      }
      double factor = lead / -reflected;
      triangle[column][column] = reflected;
      for (int other = column + 1; other < columns; other++) {
        reflect(column, other, factor);
      }
    }
    blockRows = 0;
  }

  private void reflect(int column, int other, double factor) {
    double[] reflector = block[column];
    double[] target = block[other];
    double projection = triangle[column][other];
    for (int row = 0; row < blockRows; row++) {
      projection += reflector[row] * target[row];
    }
    projection *= factor;
    triangle[column][other] -= projection;
    for (int row = 0; row < blockRows; row++) {
      target[row] -= projection * reflector[row];
    }
  }

  private static double norm(double[] values, int length) {
    double largest = 0;
    for (int index = 0; index < length; index++) {
      largest = Math.max(largest, Math.abs(values[index]));
    }
    if (largest == 0) {
      return 0;
    }
    double sum = 0;
    for (int index = 0; index < length; index++) {
      double scaled = values[index] / largest;
      sum += scaled * scaled;
    }
    return largest * Math.sqrt(sum);
  }
}
