package dev.mcpstack.contract.shape;

import java.math.BigDecimal;

/** Says in words what a pair of inclusive bounds allows. */
final class Bounds {
  private Bounds() {}

  /** {@code " from 1 to 9"}, {@code " of at least 1"}, {@code " of at most 9"} or nothing. */
  static String ofNumber(NumberRange range) {
    boolean low = Double.isFinite(range.min());
    boolean high = Double.isFinite(range.max());
    if (low && high) {
      return " from " + number(range.min()) + " to " + number(range.max());
    }
    if (low) {
      return " of at least " + number(range.min());
    }
    return high ? " of at most " + number(range.max()) : "";
  }

  /** {@code " of 1 to 9 items"} and so on, or nothing. */
  static String ofSize(int min, int max, String one, String many) {
    if (max == Integer.MAX_VALUE) {
      return min == 0 ? "" : " of at least " + count(min, one, many);
    }
    if (min == max) {
      return " of " + count(min, one, many);
    }
    return min == 0
        ? " of at most " + count(max, one, many)
        : " of " + min + " to " + count(max, one, many);
  }

  /** The bound as JSON writes it: without a fraction if it has none. */
  static Number number(double bound) {
    long whole = (long) bound;
    if (whole == bound && Math.abs(bound) <= 1L << 53) {
      return whole;
    }
    return new BigDecimal(Double.toString(bound));
  }

  private static String count(int count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
