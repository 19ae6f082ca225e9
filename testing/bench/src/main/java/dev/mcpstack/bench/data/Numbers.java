package dev.mcpstack.bench.data;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows that every case moves: eight columns of sixteenths from 0 to 9,999.9375. Their sums are
 * exact in whatever order they are added up, and their texts are short, which is in favour of JSON.
 */
final class Numbers {
  static final int COLUMNS = 8;

  /** Bytes of one row's values, which all figures count, whatever else is on the wire. */
  static final int ROW_BYTES = COLUMNS * Double.BYTES;

  private static final long ROW_STEP = 7_919;
  private static final long COLUMN_STEP = 104_729;
  private static final long RANGE = 160_000;

  private Numbers() {}

  static double value(long row, int column) {
    return sixteenths(row, column) / 16.0;
  }

  /** All values, column by column. */
  static double[][] columns(int rows) {
    double[][] columns = new double[COLUMNS][rows];
    for (int column = 0; column < COLUMNS; column++) {
      for (int row = 0; row < rows; row++) {
        columns[column][row] = value(row, column);
      }
    }
    return columns;
  }

  /** What a reader of so many rows must find. */
  static Answer answer(long rows) {
    long sum = 0;
    for (long row = 0; row < rows; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        sum += sixteenths(row, column);
      }
    }
    return new Answer(rows, sum / 16.0);
  }

  /** Names of the columns, with commas between them. */
  static String names() {
    return IntStream.range(0, COLUMNS).mapToObj(Numbers::name).collect(Collectors.joining(", "));
  }

  static String name(int column) {
    return "c" + column;
  }

  /**
   * The columns of a row as an SQL select list.
   *
   * @param row an SQL expression of its number, of 64 bits
   */
  static String selectList(String row) {
    return IntStream.range(0, COLUMNS)
        .mapToObj(column ->
            "((%s * %d + %d) %% %d)::float8 / 16 as %s"
                .formatted(row, ROW_STEP, column * COLUMN_STEP, RANGE, name(column)))
        .collect(Collectors.joining(", "));
  }

  private static long sixteenths(long row, int column) {
    return (row * ROW_STEP + column * COLUMN_STEP) % RANGE;
  }
}
