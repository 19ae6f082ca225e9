package dev.mcpstack.bench.data;

/** Case d: the values copied from one place in memory to another, the bound of all others. */
final class MemoryCopy {
  private MemoryCopy() {}

  static DataCase of(double[][] columns, Answer expected) {
    double[][] copy = new double[columns.length][columns[0].length];
    return new DataCase(
        "d",
        "memory copy",
        expected.rows() * Numbers.ROW_BYTES,
        () -> {
          for (int column = 0; column < columns.length; column++) {
            System.arraycopy(columns[column], 0, copy[column], 0, copy[column].length);
          }
          return () -> sum(copy);
        },
        expected);
  }

  /** Adds up and wipes, so that the next copy has to be one. */
  private static Answer sum(double[][] copy) {
    double sum = 0;
    for (double[] column : copy) {
      for (int row = 0; row < column.length; row++) {
        sum += column[row];
        column[row] = 0;
      }
    }
    return new Answer(copy[0].length, sum);
  }
}
