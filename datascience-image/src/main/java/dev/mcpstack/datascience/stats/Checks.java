package dev.mcpstack.datascience.stats;

/** The refusals that every statistic of this package shares. */
final class Checks {
  /**
   * The largest magnitude that is taken in. Differences and sums of such values stay finite for any
   * number of rows, so an overflow cannot turn into a wrong number.
   */
  static final double LARGEST = 1e150;

  private Checks() {}

  /** Returns the value, or refuses NaN, infinities and magnitudes beyond {@link #LARGEST}. */
  static double usable(double value, String what) {
    // One comparison on the fast path: it is false for NaN as well.
    if (Math.abs(value) <= LARGEST) {
      return value;
    }
    if (Double.isNaN(value)) {
      throw new StatisticsException(
          "There is a missing value (NaN) in " + what + ".",
          "Drop missing values before the computation and report how many there were.");
    }
    if (Double.isInfinite(value)) {
      throw new StatisticsException(
          "There is an infinite value in " + what + ".",
          "Filter infinite values out, or replace them in the query.");
    }
    throw new StatisticsException(
        "A value in " + what + " is larger in magnitude than 1e150.",
        "Use a larger unit, for instance by dividing the column in the query.");
  }

  /** Returns the level, or refuses one that is not strictly between 0 and 1. */
  static double confidenceLevel(double level) {
    if (level > 0 && level < 1) {
      return level;
    }
    throw new StatisticsException(
        "The confidence level is not between 0 and 1.", "Give a fraction such as 0.95.");
  }
}
