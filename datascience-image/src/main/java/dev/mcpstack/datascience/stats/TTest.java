package dev.mcpstack.datascience.stats;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Student's t tests of a mean or of the difference of two means.
 *
 * <p>H0: the mean (of the sample, of the paired differences) or the difference of means (first
 * minus second) equals the hypothesised value; H1 is set by {@link Alternative}. Assumes
 * independent observations, and normal ones where n is small; the pooled test assumes equal
 * variances too, which Welch's does not. Missing values must have been dropped; of pairs, both
 * members.
 *
 * <p>Defaults: two-sided, hypothesised value 0, confidence level 0.95, as R's {@code t.test}. SciPy
 * pools by default ({@code ttest_ind(equal_var=True)}), R does not. A standard error below ten
 * rounding units of the mean is refused, as in R: such data are constant.
 *
 * <p>Works in constant time on {@link Moments}, so samples may be accumulated in chunks. Immutable.
 *
 * <p>References: Student (1908), doi:10.1093/biomet/6.1.1; B. L. Welch (1947),
 * doi:10.1093/biomet/34.1-2.28 (degrees of freedom); J. Cohen (1988), Statistical Power Analysis
 * for the Behavioral Sciences (effect sizes).
 */
public final class TTest {
  /** R's bound on a standard error relative to the mean: ten times the rounding unit 2^-52. */
  private static final double CONSTANT = 10 * 0x1p-52;

  private static final TTest DEFAULTS = new TTest(Alternative.TWO_SIDED, 0, 0.95);

  private final Alternative alternative;
  private final double hypothesised;
  private final double confidenceLevel;

  private TTest(Alternative alternative, double hypothesised, double confidenceLevel) {
    this.alternative = alternative;
    this.hypothesised = hypothesised;
    this.confidenceLevel = confidenceLevel;
  }

  /** Which form of the test was computed. */
  public enum Method {
    /** One sample against a hypothesised mean. */
    ONE_SAMPLE,
    /** Two independent samples of equal variance (Student, pooled). */
    STUDENT,
    /** Two independent samples of any variance (Welch). */
    WELCH,
    /** Differences within pairs. */
    PAIRED
  }

  /**
   * Size, mean and standard deviation (divisor n - 1) of a sample, or of the paired differences.
   */
  public record Group(long count, double mean, double standardDeviation) {}

  /**
   * A confidence interval at the level, for instance 0.95. One bound is empty, that is unlimited,
   * when the alternative is one-sided.
   */
  public record Interval(double level, OptionalDouble low, OptionalDouble high) {}

  /** A standardised effect, with the name of the definition used. */
  public record EffectSize(String name, double value) {}

  /**
   * The outcome of a test.
   *
   * @param statistic t = (estimate - hypothesised) / standardError
   * @param degreesOfFreedom positive, fractional for Welch
   * @param estimate the mean, the mean difference, or the first mean minus the second
   * @param interval for the estimated quantity
   * @param effectSize Cohen's d of (estimate - hypothesised)
   * @param groups the samples in order; for a paired test the differences alone
   */
  public record Result(
      Method method,
      Alternative alternative,
      double hypothesised,
      double statistic,
      double degreesOfFreedom,
      double pValue,
      double estimate,
      double standardError,
      Interval interval,
      EffectSize effectSize,
      List<Group> groups) {
    /** Copies the list of groups. */
    public Result {
      groups = List.copyOf(groups);
    }
  }

  /** Two-sided, hypothesised value 0, confidence level 0.95. */
  public static TTest withDefaults() {
    return DEFAULTS;
  }

  /** The same test with another alternative. */
  public TTest with(Alternative newAlternative) {
    return new TTest(
        requireNonNull(newAlternative, "alternative is null"), hypothesised, confidenceLevel);
  }

  /** The same test of another hypothesised mean or difference; refuses NaN and infinities. */
  public TTest withHypothesised(double value) {
    return new TTest(alternative, Checks.usable(value, "the hypothesised value"), confidenceLevel);
  }

  /** The same test with another confidence level, strictly between 0 and 1. */
  public TTest withConfidenceLevel(double level) {
    return new TTest(alternative, hypothesised, Checks.confidenceLevel(level));
  }

  /**
   * Tests the mean of one sample.
   *
   * @throws StatisticsException below two values, or if they are constant
   */
  public Result oneSample(Moments sample) {
    return single(Method.ONE_SAMPLE, sample, "Cohen's d (by the standard deviation)");
  }

  /** As {@link #oneSample(Moments)}. */
  public Result oneSample(double[] sample) {
    return oneSample(Moments.of(sample));
  }

  /**
   * Tests the mean of the differences within pairs, first minus second.
   *
   * @throws StatisticsException below two pairs, or if the differences are constant
   */
  public Result pairedDifferences(Moments differences) {
    return single(
        Method.PAIRED, differences, "Cohen's d_z (by the standard deviation of the differences)");
  }

  /**
   * As {@link #pairedDifferences}, of values paired by position.
   *
   * @throws StatisticsException also if the lengths differ
   */
  public Result paired(double[] first, double[] second) {
    if (first.length != second.length) {
      throw new StatisticsException(
          "A paired test needs samples of equal length, and these have %d and %d values."
              .formatted(first.length, second.length),
          "Drop incomplete pairs, or use an independent two-sample test.");
    }
    Moments differences = new Moments();
    for (int index = 0; index < first.length; index++) {
      differences.add(
          Checks.usable(first[index], "the data") - Checks.usable(second[index], "the data"));
    }
    return pairedDifferences(differences);
  }

  /**
   * Tests the difference of means of two independent samples with equal variances.
   *
   * @throws StatisticsException below two values in either sample, or if both are constant
   */
  public Result student(Moments first, Moments second) {
    Group a = group(first, "The first sample");
    Group b = group(second, "The second sample");
    double freedom = (double) a.count() + b.count() - 2;
    double shareA = (a.count() - 1) / freedom;
    double shareB = (b.count() - 1) / freedom;
    double deviation =
        Math.hypot(
            Math.sqrt(shareA) * a.standardDeviation(), Math.sqrt(shareB) * b.standardDeviation());
    double error = deviation * Math.sqrt(1.0 / a.count() + 1.0 / b.count());
    EffectScale scale = new EffectScale("Cohen's d (by the pooled standard deviation)", deviation);
    return result(Method.STUDENT, first.meanMinus(second), error, freedom, scale, List.of(a, b));
  }

  /** As {@link #student(Moments, Moments)}. */
  public Result student(double[] first, double[] second) {
    return student(Moments.of(first), Moments.of(second));
  }

  /**
   * Tests the difference of means of two independent samples whose variances may differ.
   *
   * @throws StatisticsException below two values in either sample, or if both are constant
   */
  public Result welch(Moments first, Moments second) {
    Group a = group(first, "The first sample");
    Group b = group(second, "The second sample");
    double errorA = a.standardDeviation() / Math.sqrt((double) a.count());
    double errorB = b.standardDeviation() / Math.sqrt((double) b.count());
    double error = Math.hypot(errorA, errorB);
    // The Welch-Satterthwaite formula in shares of the squared error, which cannot overflow.
    double shareA = (errorA / error) * (errorA / error);
    double shareB = (errorB / error) * (errorB / error);
    double freedom = 1 / (shareA * shareA / (a.count() - 1) + shareB * shareB / (b.count() - 1));
    double deviation = Math.hypot(a.standardDeviation(), b.standardDeviation()) / Math.sqrt(2);
    EffectScale scale =
        new EffectScale(
            "Cohen's d (by the root mean square of both standard deviations)", deviation);
    return result(Method.WELCH, first.meanMinus(second), error, freedom, scale, List.of(a, b));
  }

  /** As {@link #welch(Moments, Moments)}. */
  public Result welch(double[] first, double[] second) {
    return welch(Moments.of(first), Moments.of(second));
  }

  private record EffectScale(String name, double deviation) {}

  private Result single(Method method, Moments sample, String effectName) {
    Group group = group(sample, method == Method.PAIRED ? "The set of pairs" : "The sample");
    return result(
        method,
        group.mean(),
        group.standardDeviation() / Math.sqrt((double) group.count()),
        (double) (group.count() - 1),
        new EffectScale(effectName, group.standardDeviation()),
        List.of(group));
  }

  private static Group group(Moments sample, String what) {
    if (sample.count() < 2) {
      throw new StatisticsException(
          "%s has %d usable values, and a t test needs at least 2.".formatted(what, sample.count()),
          "Check the filter, the group labels and the number of missing values.");
    }
    double deviation =
        sample
            .standardDeviation()
            .orElseThrow(() ->
                new StatisticsException(
                    what + " varies by less than a double can square.",
                    "Use a smaller unit, for instance by multiplying the column in the query."));
    return new Group(sample.count(), sample.mean().orElseThrow(), deviation);
  }

  private Result result(
      Method method,
      double estimate,
      double error,
      double freedom,
      EffectScale scale,
      List<Group> groups) {
    double largestMean = groups.stream().mapToDouble(g -> Math.abs(g.mean())).max().orElse(0);
    if (!(error > CONSTANT * largestMean)) {
      throw new StatisticsException(
          "The data are constant, so the standard error is 0 and t is undefined.",
          "Compare the means directly, or choose a column that varies.");
    }
    double departure = estimate - hypothesised;
    double statistic = departure / error;
    StudentT distribution = new StudentT(freedom);
    return new Result(
        method,
        alternative,
        hypothesised,
        statistic,
        freedom,
        distribution.pValue(statistic, alternative),
        estimate,
        error,
        interval(distribution, estimate, error),
        new EffectSize(scale.name(), departure / scale.deviation()),
        groups);
  }

  private Interval interval(StudentT distribution, double estimate, double error) {
    double outside = 1 - confidenceLevel;
    double tail = alternative == Alternative.TWO_SIDED ? outside / 2 : outside;
    double margin = distribution.quantileFromAbove(tail) * error;
    OptionalDouble low = OptionalDouble.of(estimate - margin);
    OptionalDouble high = OptionalDouble.of(estimate + margin);
    return switch (alternative) {
      case TWO_SIDED -> new Interval(confidenceLevel, low, high);
      case LESS -> new Interval(confidenceLevel, OptionalDouble.empty(), high);
      case GREATER -> new Interval(confidenceLevel, low, OptionalDouble.empty());
    };
  }
}
