package dev.mcpstack.datascience.stats;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Solves one regression from its triangular factor. Columns of the factor: the ones of the
 * intercept if there is one, the features, the target; all relative to the origin.
 */
final class LeastSquaresSolution {
  /** R's tolerance in {@code lm}: at this ratio about half of a double's digits are left. */
  private static final double COLLINEAR = 1e-7;

  /** A column whose spread is below eight rounding units of its mean holds rounding noise only. */
  private static final double CONSTANT = 8 * 0x1p-52;

  /** Residuals below this share of the target's spread are rounding errors (64 rounding units). */
  private static final double PERFECT = 64 * 0x1p-52;

  /** A column with a reach below this would lose digits to underflow when it is squared. */
  private static final double SMALLEST_REACH = 1e-140;

  private static final int MOST_NAMES = 5;

  private final List<String> features;
  private final boolean intercept;
  private final double[][] triangle;
  private final double[] origin;
  private final double[] reach;
  private final long count;

  /** 1 with an intercept: the index of the first feature. */
  private final int first;

  /** The number of coefficients, and the index of the target. */
  private final int target;

  private final List<String> warnings = new ArrayList<>();

  LeastSquaresSolution(
      List<String> features,
      boolean intercept,
      double[][] triangle,
      double[] origin,
      double[] reach,
      long count) {
    this.features = features;
    this.intercept = intercept;
    this.triangle = triangle;
    this.origin = origin;
    this.reach = reach;
    this.count = count;
    first = intercept ? 1 : 0;
    target = triangle.length - 1;
  }

  LeastSquares.Result result(double level) {
    for (int column = first; column < target; column++) {
      refuseUnusable(column);
    }
    refuseTiny(target, "The target");
    boolean constant = isConstant(target);
    double[] slopes = constant ? new double[target] : solveWith(target, target);
    if (constant) {
      slopes[0] = intercept ? triangle[0][target] / triangle[0][0] : 0;
    }
    double total = spread(target, target);
    double residual = constant ? 0 : Math.abs(triangle[target][target]);
    if (!constant && residual <= PERFECT * total) {
      residual = 0;
      warnings.add(
          "The fit is perfect up to rounding: standard errors are 0, and t, F and p are undefined.");
    }
    if (constant) {
      warnings.add(
          "The target is constant: R squared, t, F and p are undefined, and all slopes are 0.");
    }
    return assemble(level, slopes, residual, total, constant);
  }

  private LeastSquares.Result assemble(
      double level, double[] slopes, double residual, double total, boolean constant) {
    long freedom = count - target;
    int numerator = target - first;
    double deviation = residual / Math.sqrt((double) freedom);
    double unexplained = constant ? Double.NaN : (residual / total) * (residual / total);
    double explained = regression(target) / residual;
    double f = residual == 0 ? Double.NaN : explained * explained * ((double) freedom / numerator);
    double fPValue =
        Double.isNaN(f) ? f : FDistribution.of(numerator, (double) freedom).survivalProbability(f);
    return new LeastSquares.Result(
        coefficients(level, slopes, deviation, freedom),
        intercept,
        level,
        deviation,
        freedom,
        1 - unexplained,
        1 - unexplained * ((double) (count - first) / freedom),
        f,
        numerator,
        fPValue,
        count,
        warnings);
  }

  private List<LeastSquares.Coefficient> coefficients(
      double level, double[] slopes, double deviation, long freedom) {
    StudentT distribution = new StudentT(freedom);
    double critical = distribution.quantileFromAbove((1 - level) / 2);
    List<LeastSquares.Coefficient> coefficients = new ArrayList<>();
    for (int index = 0; index < target; index++) {
      boolean constantTerm = index < first;
      double estimate = constantTerm ? constantTerm(slopes) : slopes[index];
      double error = deviation * unitError(index);
      double t = deviation == 0 ? Double.NaN : estimate / error;
      double p = Double.isNaN(t) ? t : distribution.pValue(t, Alternative.TWO_SIDED);
      double margin = critical * error;
      String name = constantTerm ? LeastSquares.INTERCEPT : feature(index);
      coefficients.add(
          new LeastSquares.Coefficient(
              name, estimate, error, t, p, estimate - margin, estimate + margin));
    }
    return coefficients;
  }

  /** The intercept at the true origin: what is left of the target's origin after all slopes. */
  private double constantTerm(double[] slopes) {
    CompensatedSum sum = new CompensatedSum();
    sum.add(origin[origin.length - 1]);
    sum.add(slopes[0]);
    for (int index = first; index < target; index++) {
      double product = -slopes[index] * origin[index - first];
      sum.add(product);
      sum.add(Math.fma(-slopes[index], origin[index - first], -product));
    }
    return sum.value();
  }

  /** The standard error of a coefficient for residuals of unit variance: |R^-T c|. */
  private double unitError(int coefficient) {
    double[] solution = new double[target];
    double length = 0;
    for (int row = 0; row < target; row++) {
      double value = combination(coefficient, row);
      for (int before = 0; before < row; before++) {
        value -= triangle[before][row] * solution[before];
      }
      solution[row] = value / triangle[row][row];
      length = Math.hypot(length, solution[row]);
    }
    return length;
  }

  /** The entry of c, which picks a coefficient; the intercept also undoes the origins. */
  private double combination(int coefficient, int row) {
    if (coefficient == row) {
      return 1;
    }
    return coefficient < first ? -origin[row - first] : 0;
  }

  private void refuseUnusable(int column) {
    String name = "The feature '" + feature(column) + "'";
    refuseTiny(column, name);
    if (isConstant(column)) {
      throw new StatisticsException(
          name + (intercept ? " is constant." : " is 0 in every row."),
          "Leave it out"
              + (intercept ? ", since the intercept already stands for a constant." : "."));
    }
    if (Math.abs(triangle[column][column]) <= COLLINEAR * spread(column, column)) {
      throw new StatisticsException(
          name + " is a linear combination of " + explainedBy(column) + ".",
          "Leave out one of them: their separate effects cannot be told apart.");
    }
  }

  private void refuseTiny(int column, String name) {
    double distance = reach[column - first];
    if (distance > 0 && distance < SMALLEST_REACH) {
      throw new StatisticsException(
          name + " varies by less than 1e-140.",
          "Use a smaller unit, for instance by multiplying the column in the query.");
    }
  }

  /**
   * Names the earlier features that carry a column, the constant term only if nothing else does.
   */
  private String explainedBy(int column) {
    double[] weights = solveWith(column, column);
    double least = 1e-6 * spread(column, column);
    List<String> names = new ArrayList<>();
    for (int index = first; index < column; index++) {
      if (Math.abs(weights[index]) * spread(index, index) > least) {
        names.add("'" + feature(index) + "'");
      }
    }
    int more = names.size() - MOST_NAMES;
    if (more > 0) {
      return String.join(", ", names.subList(0, MOST_NAMES)) + " and " + more + " more";
    }
    return names.isEmpty() ? "the features before it" : String.join(", ", names);
  }

  private boolean isConstant(int column) {
    double spread = spread(column, column);
    if (!intercept || spread == 0) {
      return spread == 0;
    }
    double mean = origin[column - first] + triangle[0][column] / triangle[0][0];
    return spread <= CONSTANT * Math.sqrt((double) count) * Math.abs(mean);
  }

  /** The column's norm about its mean (about 0 without an intercept), from rows up to the last. */
  private double spread(int column, int last) {
    double norm = 0;
    for (int row = first; row <= last; row++) {
      norm = Math.hypot(norm, triangle[row][column]);
    }
    return norm;
  }

  /** The norm of the target's explained part. */
  private double regression(int column) {
    return spread(column, column - 1);
  }

  /** Back substitution: the weights of the leading columns that reproduce a column. */
  private double[] solveWith(int size, int column) {
    double[] weights = new double[size];
    for (int row = size - 1; row >= 0; row--) {
      double value = triangle[row][column];
      for (int after = row + 1; after < size; after++) {
        value -= triangle[row][after] * weights[after];
      }
      weights[row] = value / triangle[row][row];
    }
    return weights;
  }

  private String feature(int column) {
    return features.get(column - first);
  }
}
