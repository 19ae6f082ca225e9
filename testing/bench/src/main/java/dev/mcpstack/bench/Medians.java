package dev.mcpstack.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians over rounds. */
public final class Medians {
  private Medians() {}

  static double of(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return median(rounds.stream().mapToDouble(figure).toArray());
  }

  /** The middle of the ratios of rounds that ran side by side, so that a busy minute hits both. */
  static double ratio(List<Round> these, List<Round> those) {
    double[] ratios = new double[these.size()];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = these.get(i).callsPerSecond() / those.get(i).callsPerSecond();
    }
    return median(ratios);
  }

  /** The middle of the values, or between the middle two. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
