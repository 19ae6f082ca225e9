package dev.mcpstack.operator.health;

import dev.mcpstack.stack.AnalysisSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Calls and settings to judge. */
final class Some {
  /** As they are where a stack says nothing. */
  static final AnalysisSpec USUAL =
      new AnalysisSpec(true, 20, 0.05, 2, Duration.ofMillis(500), 2, Duration.ZERO);

  private static final double[] BOUNDS = {
    0.005,
    0.01,
    0.025,
    0.05,
    0.075,
    0.1,
    0.25,
    0.5,
    0.75,
    1,
    2.5,
    5,
    7.5,
    10,
    15,
    30,
    60,
    Double.POSITIVE_INFINITY
  };

  private Some() {}

  /** Calls of which the good ones all take so long. */
  static Counts calls(long all, long errors, double seconds) {
    double[] times = new double[Math.toIntExact(all - errors)];
    Arrays.fill(times, seconds);
    return new Counts(all, errors, times(times));
  }

  /** Calls that take no time worth telling. */
  static Counts calls(long all, long errors) {
    return calls(all, errors, 0.02);
  }

  /** Good calls that take these times, in seconds. */
  static Latencies times(double... seconds) {
    TreeMap<Double, Long> upTo = new TreeMap<>();
    for (double bound : BOUNDS) {
      upTo.put(bound, Arrays.stream(seconds).filter(each -> each <= bound).count());
    }
    return new Latencies(upTo);
  }

  /** Good calls whose times spread as those of servers do: some take long. */
  static Counts spread(RandomGenerator random, int all, double median) {
    double[] times = new double[all];
    for (int i = 0; i < all; i++) {
      times[i] = median * Math.exp(1.2 * random.nextGaussian());
    }
    return new Counts(all, 0, times(times));
  }

  /** The new cell against the old one at the same time. */
  static Evidence against(Counts newer, Counts meanwhile) {
    return evidence(newer, meanwhile, Counts.NONE, Counts.NONE, 0);
  }

  /** Of a new cell that was warm from the beginning. */
  static Evidence evidence(
      Counts newer, Counts meanwhile, Counts before, Counts ever, int restarts) {
    return new Evidence(newer, newer.answers(), meanwhile, before, ever, restarts);
  }
}
