package dev.mcpstack.operator.rollout;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which cells there should be. A stack that changes gets a new cell beside the one that serves;
 * when it is complete the selector moves to it, and then the old one goes. Losing anything but the
 * selector moves nothing.
 *
 * @param active the revision that the selector names after this step
 * @param target the revision that the stack asks for
 * @param cells the revisions whose objects there should be
 */
public record Plan(int active, int target, Set<Integer> cells) {
  /**
   * Decides the next step.
   *
   * @param selected the revision that the selector names now, if there is one
   * @param known the revisions that were rendered, in any order
   * @param identity what the stack asks for
   */
  public static Plan of(OptionalInt selected, List<Revision> known, String identity) {
    int newest = known.stream().mapToInt(Revision::number).max().orElse(0);
    // A change that is taken back needs no cell: what serves is what is asked for.
    int target =
        known.stream()
            .filter(revision -> revision.identity().equals(identity))
            .map(Revision::number)
            .filter(number -> number == newest || number == selected.orElse(0))
            .min(Comparator.comparing(number -> number != selected.orElse(0)))
            .orElse(Math.max(newest, selected.orElse(0)) + 1);
    boolean complete = known.stream().anyMatch(each -> each.number() == target && each.complete());
    // What is selected and was never rendered here can't be brought back: it is left alone.
    int active = complete ? target : selected.orElse(target);
    Set<Integer> cells = new TreeSet<>();
    cells.add(active);
    cells.add(target);
    selected.ifPresent(cells::add);
    return new Plan(active, target, cells);
  }

  /** Whether a cell is brought up beside the one that serves. */
  public boolean isStaging() {
    return active != target;
  }
}
