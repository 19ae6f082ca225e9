package dev.mcpstack.datascience.stats;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Multiple linear regression by ordinary least squares: one pass over the rows, memory O(k^2) for k
 * features, and mergeable, so that chunks can be accumulated apart and put together afterwards.
 *
 * <p>Model: target = b0 + b1 x1 + ... + bk xk + error, with or without b0; standard errors, t, F
 * and intervals assume independent normal errors of one variance. Rows with a missing value must
 * have been dropped.
 *
 * <p>Method: orthogonal (QR) updating, which keeps about 16 minus log10(condition number) digits
 * where the normal equations keep half of that. With an intercept all columns are taken relative to
 * the first row, so a large common offset, such as a time stamp, costs no digits.
 *
 * <p>Refused, naming the column: a feature that is constant beside an intercept, one that is all
 * zero, and one that the features before it explain up to a share of 1e-7 of its norm (R's {@code
 * lm} has the same tolerance, but drops the column silently). The order of rows, and how they are
 * cut into chunks, changes results only in the last digits.
 *
 * <p>Not safe for use by several threads at once: give each its own and merge.
 *
 * <p>References: W. M. Gentleman (1974), AS 75, doi:10.2307/2347147; A. J. Miller (1992), AS 274,
 * doi:10.2307/2347583 (regression from an updated triangular factor).
 */
public final class LeastSquares {
  /** The name of the constant term in results. */
  public static final String INTERCEPT = "(Intercept)";

  private final List<String> features;
  private final boolean intercept;
  private final TriangularFactor factor;

  /** The first row, features then target: the origin of all columns; zeros without an intercept. */
  private final double[] origin;

  /** The largest distance from the origin by column, to tell a tiny column from a constant one. */
  private final double[] reach;

  /** The row being added: a 1 for the intercept, the features, the target. */
  private final double[] row;

  private long count;

  private LeastSquares(List<String> features, boolean intercept) {
    this.features = List.copyOf(features);
    this.intercept = intercept;
    if (features.isEmpty()) {
      throw new StatisticsException(
          "A regression needs at least one feature.", "Name one or more feature columns.");
    }
    Set<String> seen = new HashSet<>(Set.of(INTERCEPT));
    for (String feature : features) {
      if (!seen.add(feature)) {
        throw new StatisticsException(
            "The feature '" + feature + "' is named twice.", "Name each feature column once.");
      }
    }
    int columns = features.size() + 1;
    origin = new double[columns];
    reach = new double[columns];
    row = new double[columns + (intercept ? 1 : 0)];
    factor = new TriangularFactor(row.length);
  }

  /**
   * Starts a regression with a constant term.
   *
   * @throws StatisticsException if there is no feature, or a name occurs twice
   */
  public static LeastSquares withIntercept(List<String> features) {
    return new LeastSquares(features, true);
  }

  /**
   * Starts a regression through the origin, without a constant term.
   *
   * @throws StatisticsException if there is no feature, or a name occurs twice
   */
  public static LeastSquares throughOrigin(List<String> features) {
    return new LeastSquares(features, false);
  }

  /**
   * Adds one observation.
   *
   * @param values the features in the order of their names; the array is not kept
   * @throws StatisticsException if the length is wrong, or a number is NaN, infinite or beyond
   *     1e150
   */
  public void add(double[] values, double target) {
    int size = features.size();
    if (values.length != size) {
      throw new StatisticsException(
          "A row has %d feature values, and %d are expected.".formatted(values.length, size),
          "Give one value per feature.");
    }
    for (int index = 0; index < size; index++) {
      if (!(Math.abs(values[index]) <= Checks.LARGEST)) {
        Checks.usable(values[index], "the feature '" + features.get(index) + "'");
      }
    }
    Checks.usable(target, "the target");
    if (count == 0 && intercept) {
      System.arraycopy(values, 0, origin, 0, size);
      origin[size] = target;
    }
    int offset = row.length - size - 1;
    row[0] = 1;
    for (int index = 0; index < size; index++) {
      row[offset + index] = distance(index, values[index]);
    }
    row[offset + size] = distance(size, target);
    factor.add(row);
    count++;
  }

  /**
   * Adds all rows that the other accumulator has seen; the other one is not changed.
   *
   * @throws StatisticsException if it has other features, or differs in the intercept
   */
  public void merge(LeastSquares other) {
    if (!features.equals(other.features) || intercept != other.intercept) {
      throw new StatisticsException(
          "Two regressions on different features cannot be merged.",
          "Merge only parts with the same features, in the same order, and the same intercept.");
    }
    if (other.count == 0) {
      return;
    }
    if (count == 0) {
      System.arraycopy(other.origin, 0, origin, 0, origin.length);
    }
    double[][] rows = other.factor.finished();
    for (int index = 0; index < origin.length; index++) {
      double shift = other.origin[index] - origin[index];
      reach[index] = Math.max(reach[index], other.reach[index] + Math.abs(shift));
      if (intercept) {
        // Moving a column's origin adds a multiple of the column of ones, which is zero below row
        // 0.
        rows[0][index + 1] += rows[0][0] * shift;
      }
    }
    for (double[] triangleRow : rows) {
      factor.add(triangleRow);
    }
    count = Math.addExact(count, other.count);
  }

  /** How many observations were added. */
  public long count() {
    return count;
  }

  /**
   * Solves the regression; more rows may be added afterwards.
   *
   * @param confidenceLevel of the coefficients' intervals, strictly between 0 and 1
   * @throws StatisticsException if there are not more rows than coefficients, or a feature is
   *     constant beside an intercept, all zero, or a combination of features before it
   */
  public Result fit(double confidenceLevel) {
    Checks.confidenceLevel(confidenceLevel);
    int coefficients = row.length - 1;
    if (count <= coefficients) {
      throw new StatisticsException(
          "A regression with %d coefficients needs at least %d rows, and there are %d usable ones."
              .formatted(coefficients, coefficients + 1, count),
          "Use fewer features or more rows; check the number of missing values.");
    }
    return new LeastSquaresSolution(
            features, intercept, factor.finished(), origin.clone(), reach.clone(), count)
        .result(confidenceLevel);
  }

  private double distance(int column, double value) {
    double distance = value - origin[column];
    reach[column] = Math.max(reach[column], Math.abs(distance));
    return distance;
  }

  /**
   * One estimated coefficient. Where the fit leaves no residual, tStatistic and pValue are NaN and
   * the interval is the estimate itself.
   *
   * @param tStatistic of the hypothesis that the coefficient is 0
   * @param pValue two-sided
   * @param ciLow lower end of the confidence interval
   * @param ciHigh upper end of the confidence interval
   */
  public record Coefficient(
      String name,
      double estimate,
      double standardError,
      double tStatistic,
      double pValue,
      double ciLow,
      double ciHigh) {}

  /**
   * A solved regression. A number that is undefined is NaN, and then a warning says why.
   *
   * @param coefficients the intercept first, if there is one, then the features in their order
   * @param residualStandardError in the unit of the target, divisor degreesOfFreedom
   * @param degreesOfFreedom rows minus coefficients, positive
   * @param rSquared explained share of the variation about the mean; about 0 without an intercept
   *     (the definition of NIST and R)
   * @param fStatistic of the hypothesis that all coefficients but the intercept are 0
   * @param fPValue its upper tail probability with fNumeratorDegrees and degreesOfFreedom
   * @param count rows used
   * @param warnings whole sentences for the reader; empty when all is well
   */
  public record Result(
      List<Coefficient> coefficients,
      boolean intercept,
      double confidenceLevel,
      double residualStandardError,
      long degreesOfFreedom,
      double rSquared,
      double adjustedRSquared,
      double fStatistic,
      int fNumeratorDegrees,
      double fPValue,
      long count,
      List<String> warnings) {
    /** Copies the lists. */
    public Result {
      coefficients = List.copyOf(coefficients);
      warnings = List.copyOf(warnings);
    }
  }
}
