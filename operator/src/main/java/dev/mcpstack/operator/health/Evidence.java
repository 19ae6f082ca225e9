package dev.mcpstack.operator.health;

import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What a release is judged by.
 *
 * @param newer calls of the new cell since the switch
 * @param warm times of those of them that came after the new cell was warm
 * @param meanwhile calls of the old cell since the switch
 * @param before calls of the old cell in the minutes before the switch
 * @param ever calls of the old cell before the switch, as far back as its processes count
 * @param restarts of containers of the new cell since the switch
 */
record Evidence(
    Counts newer, Latencies warm, Counts meanwhile, Counts before, Counts ever, int restarts) {

  /**
   * Calls of the old cell to compare with.
   *
   * @param counts its calls
   * @param when as a text has it
   */
  record Baseline(Counts counts, String when) {}

  /** The nearest in time of which there are enough. */
  Optional<Baseline> baseline(ToLongFunction<Counts> number, long enough) {
    if (number.applyAsLong(meanwhile) >= enough) {
      return Optional.of(new Baseline(meanwhile, "in the same time"));
    }
    return Optional.of(number.applyAsLong(before) >= enough ? before : ever)
        .filter(counts -> number.applyAsLong(counts) >= enough)
        .map(counts -> new Baseline(counts, "before it"));
  }
}
