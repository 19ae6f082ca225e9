package dev.mcpstack.datascience.stats;

import java.util.Arrays;

/**
 * Exact quantiles of a set of numbers, by definition 7 of Hyndman and Fan: linear interpolation
 * between the order statistics at (n - 1) p. That is the default of R, NumPy and Excel's
 * PERCENTILE.INC; SAS and SPSS use other definitions.
 *
 * <p>Costs one sorted copy: O(n log n) time once, 8 bytes per value, constant time per quantile.
 * The input is not changed. Exact quantiles cannot be merged from parts without keeping all values.
 *
 * <p>Reference: R. J. Hyndman, Y. Fan (1996), doi:10.1080/00031305.1996.10473566.
 */
public final class Quantiles {
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /** The three quartiles. */
  public record Quartiles(double first, double median, double third) {
    /** The distance between the first and the third quartile. */
    public double interquartileRange() {
      return third - first;
    }
  }

  /**
   * Prepares quantiles of the values.
   *
   * @throws StatisticsException if there are none, or one is NaN, infinite or beyond 1e150
   */
  public static Quantiles of(double... values) {
    return ofOwned(values.clone());
  }

  /**
   * The same without a copy: the array is sorted in place and must not be changed afterwards.
   *
   * @throws StatisticsException as {@link #of}
   */
  public static Quantiles ofOwned(double[] sorted) {
    if (sorted.length == 0) {
      throw new StatisticsException(
          "There are no values to take quantiles of.",
          "Check the filter and the number of missing values.");
    }
    for (double value : sorted) {
      Checks.usable(value, "the data");
    }
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  /**
   * The value below which a share of the data lies.
   *
   * @param probability in [0, 1]; 0 gives the minimum and 1 the maximum
   * @throws StatisticsException if the probability is out of range
   */
  public double quantile(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new StatisticsException(
          "The probability of a quantile is not between 0 and 1.",
          "Give a fraction such as 0.25 for the first quartile.");
    }
    double position = (sorted.length - 1) * probability;
    int below = (int) position;
    if (below == sorted.length - 1) {
      return sorted[below];
    }
    double low = sorted[below];
    return low + (position - below) * (sorted[below + 1] - low);
  }

  /** The middle value, or the mean of the two middle values. */
  public double median() {
    return quantile(0.5);
  }

  /** The quantiles at 0.25, 0.5 and 0.75. */
  public Quartiles quartiles() {
    return new Quartiles(quantile(0.25), median(), quantile(0.75));
  }
}
