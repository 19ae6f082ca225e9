package dev.mcpstack.operator.health;

/** Shares of calls, and how sure they are. */
final class Proportions {
  /**
   * The quantile of the normal distribution at 0.99975: one comparison of two equal shares is wrong
   * in one of 4000 cases. A release is compared some sixty times while it is observed, which are
   * not independent; what comes of that is measured by {@code FalseAlarmTest}.
   */
  static final double Z = 3.4808;

  private Proportions() {}

  /**
   * The lower bound of a share: Wilson, Probable inference, JASA 22 (1927), 209–212.
   *
   * @param hits of all
   * @param all at least 1
   */
  static double lower(long hits, long all) {
    return bound(hits, all, -1);
  }

  private static double upper(long hits, long all) {
    return bound(hits, all, 1);
  }

  private static double bound(long hits, long all, int side) {
    double n = all;
    double share = hits / n;
    double centre = share + Z * Z / (2 * n);
    double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
    return Math.clamp((centre + side * half) / (1 + Z * Z / n), 0, 1);
  }

  /**
   * The lower bound of how much larger the first share is than the second: the hybrid of Wilson's
   * bounds, method 10 of Newcombe, Interval estimation for the difference between independent
   * proportions, Statistics in Medicine 17 (1998), 873–890. It holds near shares of 0 and 1 too,
   * where a pooled z test does not.
   */
  static double lowerDifference(long hits, long all, long otherHits, long otherAll) {
    double share = (double) hits / all;
    double other = (double) otherHits / otherAll;
    double down = share - lower(hits, all);
    double up = upper(otherHits, otherAll) - other;
    return share - other - Math.sqrt(down * down + up * up);
  }
}
