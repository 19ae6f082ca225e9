package dev.mcpstack.operator.health;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongBinaryOperator;

/**
 * A histogram of times.
 *
 * @param upTo by upper bound in seconds, ascending: how many took at most so long. The last bound
 *     is infinity
 */
record Latencies(NavigableMap<Double, Long> upTo) {
  static final Latencies NONE = new Latencies(new TreeMap<>());

  Latencies {
    upTo = new TreeMap<>(upTo);
  }

  /** How many there are. */
  long count() {
    return upTo.isEmpty() ? 0 : upTo.lastEntry().getValue();
  }

  Latencies plus(Latencies other) {
    return merged(other, Long::sum);
  }

  /** Those that were not there before. */
  Latencies minus(Latencies before) {
    return merged(before, (now, then) -> Math.max(0, now - then));
  }

  private Latencies merged(Latencies other, LongBinaryOperator how) {
    TreeSet<Double> bounds = new TreeSet<>(upTo.keySet());
    bounds.addAll(other.upTo.keySet());
    TreeMap<Double, Long> merged = new TreeMap<>();
    bounds.forEach(bound -> merged.put(bound, how.applyAsLong(at(bound), other.at(bound))));
    return new Latencies(merged);
  }

  /** With bounds that it does not have, at least so many. */
  private long at(double bound) {
    Map.Entry<Double, Long> below = upTo.floorEntry(bound);
    return below == null ? 0 : below.getValue();
  }

  /**
   * A quantile in seconds, with times spread evenly between two bounds, as Prometheus has it in
   * {@code histogram_quantile}. Beyond the last finite bound it is that bound; 0 of none.
   *
   * @param rank from 0 to 1
   */
  double quantile(double rank) {
    double wanted = rank * count();
    double lower = 0;
    long below = 0;
    for (Map.Entry<Double, Long> bucket : upTo.entrySet()) {
      long within = bucket.getValue() - below;
      if (bucket.getValue() >= wanted && within > 0) {
        return Double.isInfinite(bucket.getKey())
            ? lower
            : lower + (bucket.getKey() - lower) * (wanted - below) / within;
      }
      if (!Double.isInfinite(bucket.getKey())) {
        lower = bucket.getKey();
      }
      below = bucket.getValue();
    }
    return lower;
  }

  /**
   * How many took longer, with times spread evenly between two bounds; none where the last finite
   * bound is not longer, since that can't be told.
   *
   * @param seconds how long
   */
  long longerThan(double seconds) {
    Map.Entry<Double, Long> above = upTo.ceilingEntry(seconds);
    if (above == null || Double.isInfinite(above.getKey())) {
      return 0;
    }
    Map.Entry<Double, Long> below = upTo.lowerEntry(above.getKey());
    double lower = below == null ? 0 : below.getKey();
    long under = below == null ? 0 : below.getValue();
    double share = (seconds - lower) / (above.getKey() - lower);
    return Math.round(count() - (under + share * (above.getValue() - under)));
  }
}
