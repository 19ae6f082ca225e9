package dev.mcpstack.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Neighbours in a round: the same calls made of a server itself and through the gateway. */
record Pair(Round direct, Round through) {
  double addedP50Millis() {
    return through.p50Millis() - direct.p50Millis();
  }

  double addedP99Millis() {
    return through.p99Millis() - direct.p99Millis();
  }

  /** The median over rounds. */
  static double median(List<Pair> pairs, ToDoubleFunction<Pair> figure) {
    return Medians.median(pairs.stream().mapToDouble(figure).toArray());
  }
}
