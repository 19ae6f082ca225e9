package dev.mcpstack.bench.data;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * A ratio with its floor.
 *
 * @param of the case that is ours
 * @param to the one it is compared with
 * @param figure of a read, of which less is better
 * @param name of the figure
 * @param floor the least that the other's figure must be of ours; 0 where nothing is demanded
 * @param aim what it should be
 */
record Comparison(
    String of,
    String to,
    ToDoubleFunction<Measured> figure,
    String name,
    double floor,
    double aim) {
  static final List<Comparison> ALL =
      List.of(
          new Comparison("a", "b", Measured::wallNanos, "time", 6, 8),
          new Comparison("a", "b", Measured::cpuNanos, "CPU", 5, 6),
          new Comparison("a", "c", Measured::wallNanos, "time", 0.9, 1.15),
          new Comparison("a", "c", Measured::cpuNanos, "CPU", 0, 0),
          new Comparison("a", "d", Measured::wallNanos, "time", 0, 0),
          new Comparison("g", "g JDBC", Measured::wallNanos, "time", 0.8, 0.9),
          new Comparison("g", "g JDBC", Measured::cpuNanos, "CPU", 0, 0),
          new Comparison("h", "h Arrow", Measured::wallNanos, "time", 0, 0),
          new Comparison("h", "h Arrow", Measured::cpuNanos, "CPU", 0, 0));

  /** How many times ours the other's figure is; nothing where one took no part. */
  OptionalDouble ratio(DataResults results) {
    List<Measured> ours = results.of(of);
    List<Measured> others = results.of(to);
    return ours.isEmpty() || others.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Measured.ratio(others, ours, figure));
  }

  boolean isDemanded() {
    return floor > 0;
  }
}
