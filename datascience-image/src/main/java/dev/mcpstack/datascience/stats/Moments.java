package dev.mcpstack.datascience.stats;

import java.util.OptionalDouble;

/**
 * Count, sum, extremes and the first four central moments of a stream of numbers: one pass,
 * constant memory, and mergeable, so that chunks can be accumulated apart and put together
 * afterwards.
 *
 * <p>The mean is carried in two doubles and the second moment with a running compensation: mean and
 * variance keep all but the last one or two digits even where the values agree in their leading
 * seven (NIST StRD NumAcc4). The order of values, and how they are cut into chunks, changes results
 * only in the last digits.
 *
 * <p>Missing values must not be added. NaN, infinities and magnitudes beyond 1e150 are refused. A
 * statistic is empty where it is undefined, and also where it would leave the range of a double
 * (spread beyond about 1e75 or below 1e-72 for skewness and kurtosis).
 *
 * <p>Not safe for use by several threads at once: give each its own and merge.
 *
 * <p>References: B. P. Welford (1962), doi:10.1080/00401706.1962.10490022; T. F. Chan, G. H. Golub,
 * R. J. LeVeque (1983), doi:10.1080/00031305.1983.10483115; P. Pébay (2008), Sandia report
 * SAND2008-6212, doi:10.2172/1028931 (merging of third and fourth moments).
 */
public final class Moments {
  /** Below this a sum of squares has lost digits to gradual underflow; a margin above 2^-1022. */
  private static final double SMALLEST_SUM = 1e-290;

  private long count;
  private final CompensatedSum sum = new CompensatedSum();
  private final CompensatedSum squares = new CompensatedSum();
  private double meanHigh;
  private double meanLow;
  private double cubes;
  private double fourths;
  private double minimum = Double.POSITIVE_INFINITY;
  private double maximum = Double.NEGATIVE_INFINITY;

  /** Creates an empty accumulator. */
  public Moments() {}

  /** Accumulates all values. */
  public static Moments of(double... values) {
    Moments moments = new Moments();
    moments.addAll(values, 0, values.length);
    return moments;
  }

  /**
   * Adds one value.
   *
   * @throws StatisticsException if it is NaN, infinite or beyond 1e150 in magnitude
   */
  public void add(double value) {
    Checks.usable(value, "the data");
    double before = count;
    count++;
    double n = count;
    double delta = (value - meanHigh) - meanLow;
    double step = delta / n;
    double stepSquared = step * step;
    double growth = delta * step * before;
    double squaresBefore = squares.value();
    fourths +=
        growth * stepSquared * (n * n - 3 * n + 3)
            + 6 * stepSquared * squaresBefore
            - 4 * step * cubes;
    cubes += growth * step * (n - 2) - 3 * step * squaresBefore;
    squares.add(growth);
    addToMean(step);
    sum.add(value);
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
  }

  /**
   * Adds the values at indices {@code from} (inclusive) to {@code to} (exclusive).
   *
   * @throws StatisticsException as {@link #add}; the values before the refused one stay added
   */
  public void addAll(double[] values, int from, int to) {
    for (int index = from; index < to; index++) {
      add(values[index]);
    }
  }

  /**
   * Adds all that the other accumulator has seen; the other one is not changed.
   *
   * @throws ArithmeticException if the count exceeds a long; nothing is added then
   */
  public void merge(Moments other) {
    if (other.count == 0) {
      return;
    }
    long total = Math.addExact(count, other.count);
    double na = count;
    double nb = other.count;
    double n = na + nb;
    double delta = count == 0 ? 0 : other.meanMinus(this);
    double squaresA = squares.value();
    double squaresB = other.squares.value();
    double shareA = na / n;
    double shareB = nb / n;
    double growth = delta * delta * na * shareB;
    double skew = delta * growth * (shareA - shareB);
    double fourth =
        delta * delta * growth * (shareA * shareA - shareA * shareB + shareB * shareB)
            + 6 * delta * delta * (shareA * shareA * squaresB + shareB * shareB * squaresA)
            + 4 * delta * (shareA * other.cubes - shareB * cubes);
    fourths += other.fourths + fourth;
    cubes += other.cubes + skew + 3 * delta * (shareA * squaresB - shareB * squaresA);
    squares.add(other.squares);
    squares.add(growth);
    if (count == 0) {
      meanHigh = other.meanHigh;
      meanLow = other.meanLow;
    } else {
      addToMean(delta * shareB);
    }
    sum.add(other.sum);
    count = total;
    minimum = Math.min(minimum, other.minimum);
    maximum = Math.max(maximum, other.maximum);
  }

  /** How many values were added. */
  public long count() {
    return count;
  }

  /** The sum; 0 when nothing was added. */
  public double sum() {
    return sum.value();
  }

  /** The arithmetic mean; empty when nothing was added. */
  public OptionalDouble mean() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(meanHigh + meanLow);
  }

  /** The smallest value; empty when nothing was added. */
  public OptionalDouble minimum() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(minimum);
  }

  /** The largest value; empty when nothing was added. */
  public OptionalDouble maximum() {
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(maximum);
  }

  /** The unbiased sample variance, divisor n - 1; empty below two values. */
  public OptionalDouble variance() {
    if (count < 2 || squaresUnderflow()) {
      return OptionalDouble.empty();
    }
    double variance = squares.value() / (count - 1);
    return variance < Double.POSITIVE_INFINITY
        ? OptionalDouble.of(variance)
        : OptionalDouble.empty();
  }

  /** The square root of {@link #variance}; empty below two values. */
  public OptionalDouble standardDeviation() {
    OptionalDouble variance = variance();
    return variance.isPresent()
        ? OptionalDouble.of(Math.sqrt(variance.getAsDouble()))
        : OptionalDouble.empty();
  }

  /**
   * The adjusted Fisher-Pearson skewness G1 = g1 sqrt(n (n - 1)) / (n - 2), where g1 = m3 / m2^1.5
   * with divisor n: what SAS, SPSS and Excel print, {@code e1071::skewness(type = 2)} in R, {@code
   * scipy.stats.skew(bias=False)}. Empty below three values or when all are equal.
   */
  public OptionalDouble skewness() {
    if (count < 3 || !shapeDefined()) {
      return OptionalDouble.empty();
    }
    double n = count;
    double total = squares.value();
    double g1 = Math.sqrt(n) * (cubes / total) / Math.sqrt(total);
    return OptionalDouble.of(g1 * Math.sqrt(n * (n - 1)) / (n - 2));
  }

  /**
   * The excess kurtosis G2 = (n - 1) / ((n - 2) (n - 3)) ((n + 1) g2 + 6), where g2 = m4 / m2^2 - 3
   * with divisor n; 0 is that of a normal distribution. What SAS, SPSS and Excel print, {@code
   * e1071::kurtosis(type = 2)} in R, {@code scipy.stats.kurtosis(bias=False)}. Empty below four
   * values or when all are equal.
   */
  public OptionalDouble excessKurtosis() {
    if (count < 4 || !shapeDefined()) {
      return OptionalDouble.empty();
    }
    double n = count;
    double total = squares.value();
    double g2 = n * (fourths / total) / total - 3;
    return OptionalDouble.of((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * g2 + 6));
  }

  /** The difference of the two means, taken before either is rounded. */
  double meanMinus(Moments other) {
    return (meanHigh - other.meanHigh) + (meanLow - other.meanLow);
  }

  private boolean squaresUnderflow() {
    return minimum < maximum && squares.value() < SMALLEST_SUM;
  }

  private boolean shapeDefined() {
    double total = squares.value();
    // The fourth moment is at least squares^2 / n, so this bounds its underflow as well.
    return total * total / count > SMALLEST_SUM && fourths < Double.POSITIVE_INFINITY;
  }

  private void addToMean(double term) {
    double total = meanHigh + term;
    double low = meanLow + CompensatedSum.roundingError(meanHigh, term, total);
    meanHigh = total + low;
    meanLow = low - (meanHigh - total);
  }
}
