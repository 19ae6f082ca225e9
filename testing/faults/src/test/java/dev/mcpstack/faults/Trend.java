package dev.mcpstack.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is measured again and again, and whether it grows. The growth is the Theil-Sen slope, the
 * median of the slopes between every two samples: single peaks don't move it. What it would come to
 * over the time that was measured may not pass an allowance, so that the bound per minute falls
 * with the length of the run.
 */
final class Trend {
  private final String name;
  private final double allowance;
  private final List<double[]> samples = new ArrayList<>();

  /**
   * Nothing measured yet.
   *
   * @param allowance how much it may grow from begin to end of the measurement
   */
  Trend(String name, double allowance) {
    this.name = name;
    this.allowance = allowance;
  }

  void add(double minutes, double value) {
    samples.add(new double[] {minutes, value});
  }

  /** By how much it grows in a minute. */
  double slope() {
    double[] slopes = new double[samples.size() * (samples.size() - 1) / 2];
    int pair = 0;
    for (int later = 1; later < samples.size(); later++) {
      for (int sooner = 0; sooner < later; sooner++) {
        slopes[pair++] =
            (samples.get(later)[1] - samples.get(sooner)[1])
                / (samples.get(later)[0] - samples.get(sooner)[0]);
      }
    }
    return median(slopes);
  }

  /** The most that it may. */
  double bound() {
    return allowance / (samples.getLast()[0] - samples.getFirst()[0]);
  }

  /** As one line. */
  String line() {
    return String.format(
        Locale.ROOT,
        "soak %-16s median %10.1f, largest %10.1f, grows by %8.2f a minute, bound %8.2f, %d samples",
        name,
        median(values()),
        Arrays.stream(values()).max().orElse(Double.NaN),
        slope(),
        bound(),
        samples.size());
  }

  private double[] values() {
    return samples.stream().mapToDouble(sample -> sample[1]).toArray();
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
