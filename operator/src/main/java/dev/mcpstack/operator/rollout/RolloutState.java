package dev.mcpstack.operator.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What the operator intends, written down before it acts. All of it can be lost: the selector alone
 * says what serves.
 *
 * @param phase where the rollout is
 * @param leaving cells that are on their way out
 * @param failed the release that failed last, while the stack asks for it
 * @param retried the last request for another try that was followed; empty if there was none
 */
public record RolloutState(
    Phase phase, List<Leaving> leaving, Optional<Failure> failed, String retried) {
  /** A copy of the list. */
  public RolloutState {
    leaving = List.copyOf(leaving);
  }

  /** The cells that have to be there. */
  public Set<Integer> cells() {
    Set<Integer> cells = new TreeSet<>(phase.cells());
    leaving.forEach(cell -> cells.add(cell.revision()));
    return cells;
  }

  /** When something is due that nobody else tells of; empty if nothing is. */
  public Optional<Instant> due(Instant now) {
    return Stream.concat(
            phase.deadline().stream(),
            leaving.stream().flatMap(cell -> Stream.of(cell.least(), cell.until())))
        .filter(now::isBefore)
        .min(Comparator.naturalOrder());
  }

  RolloutState with(Phase next) {
    return new RolloutState(next, leaving, failed, retried);
  }
}
