package dev.mcpstack.operator.health;

import dev.mcpstack.stack.AnalysisSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be known of a stack's cells.
 *
 * @param cells the pods to read, by revision: of the cells that a rollout is about, and of those
 *     that leave
 * @param trial the release that has just taken over; absent while none is observed
 */
public record HealthQuestion(Map<Integer, List<PodTarget>> cells, Optional<Trial> trial) {
  /** Nothing. */
  public static final HealthQuestion NOTHING = new HealthQuestion(Map.of(), Optional.empty());

  /** Copies the map. */
  public HealthQuestion {
    cells = Map.copyOf(cells);
  }

  /**
   * A release on trial. It begins with the first look that asks about it.
   *
   * @param newer the revision that serves
   * @param older the revision that served before and stands by
   * @param settings what it is judged by
   */
  public record Trial(int newer, int older, AnalysisSpec settings) {
    boolean isSame(Trial other) {
      return newer == other.newer && older == other.older;
    }
  }

  List<PodTarget> pods(int revision) {
    return cells.getOrDefault(revision, List.of());
  }
}
