package dev.mcpstack.contract.rows;

/**
 * One column.
 *
 * @param name as the source names it
 * @param type what it holds
 * @param precision digits of a decimal, 1 to 38, or 0 when the source bounds neither digits nor
 *     scale
 * @param scale digits behind the decimal point, 0 to precision
 */
public record Column(String name, ColumnType type, int precision, int scale) {
  /** The most digits that a bounded decimal holds. */
  public static final int MAX_PRECISION = 38;

  /** Checks precision and scale. */
  public Column {
    if (precision < 0 || precision > MAX_PRECISION || scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "precision must be 0 to 38 and scale 0 to precision, but they are "
              + precision
              + " and "
              + scale);
    }
  }

  /** A column of a type other than decimal, or an unbounded decimal. */
  public static Column of(String name, ColumnType type) {
    return new Column(name, type, 0, 0);
  }

  /** A bounded decimal. */
  public static Column decimal(String name, int precision, int scale) {
    return new Column(name, ColumnType.DECIMAL, precision, scale);
  }
}
