package dev.mcpstack.datascience.stats;

/**
 * A running sum in two doubles, which loses no digits when large terms cancel (Neumaier 1974,
 * doi:10.1002/zamm.19740540106). Terms must be far enough below overflow.
 */
final class CompensatedSum {
  private double high;
  private double low;

  void add(double term) {
    double total = high + term;
    low += roundingError(high, term, total);
    high = total;
  }

  void add(CompensatedSum other) {
    double otherLow = other.low;
    add(other.high);
    low += otherLow;
  }

  double value() {
    return high + low;
  }

  /** What {@code a + b} lost when it was rounded to {@code total}; exact (Knuth's two-sum). */
  static double roundingError(double a, double b, double total) {
    double virtual = total - a;
    return (a - (total - virtual)) + (b - virtual);
  }
}
