package dev.mcpstack.datascience.stats;

import org.apache.commons.statistics.distribution.FDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/** Probabilities and critical values of Student's t distribution. */
final class StudentT {
  private final double degreesOfFreedom;
  private final TDistribution distribution;

  /** Degrees of freedom are positive and may be fractional. */
  StudentT(double degreesOfFreedom) {
    this.degreesOfFreedom = degreesOfFreedom;
    distribution = TDistribution.of(degreesOfFreedom);
  }

  /** The p-value of the statistic t under the alternative. */
  double pValue(double t, Alternative alternative) {
    double tails = bothTails(Math.abs(t));
    return switch (alternative) {
      case TWO_SIDED -> tails;
      case LESS -> t < 0 ? tails / 2 : 1 - tails / 2;
      case GREATER -> t > 0 ? tails / 2 : 1 - tails / 2;
    };
  }

  /**
   * The probability beyond -t and t; from the tails, so 1e-300 keeps its digits, and 0 is below the
   * smallest double.
   */
  private double bothTails(double t) {
    if (t < 1 && t * t < degreesOfFreedom) {
      // For t near 0 the library's t distribution keeps 8 digits; its F(1, df) of t^2 keeps 15.
      return 1 - FDistribution.of(1, degreesOfFreedom).cumulativeProbability(t * t);
    }
    return Math.min(1, 2 * distribution.survivalProbability(t));
  }

  /**
   * The value that is exceeded with the given probability.
   *
   * @param upperTail in (0, 1)
   */
  double quantileFromAbove(double upperTail) {
    double t = distribution.inverseSurvivalProbability(upperTail);
    // The library's root finder stops at an absolute error of 1e-9; two Newton steps reach the last
    // digits.
    for (int step = 0; step < 2; step++) {
      double density = distribution.density(t);
      if (density > 0) {
        t += (distribution.survivalProbability(t) - upperTail) / density;
      }
    }
    return t;
  }
}
