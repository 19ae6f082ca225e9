package dev.mcpstack.operator.rollout;

import java.time.Instant;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * What there should be: cells first, then the selector, and what is not named goes last.
 *
 * @param active the revision in the selector of the endpoint's Service
 * @param preview the revision in the selector of the preview's
 * @param check the revision to be checked
 * @param cells the revisions that have a cell
 */
public record Desired(int active, int preview, OptionalInt check, Set<Integer> cells) {
  /** A copy of the set. */
  public Desired {
    cells = Set.copyOf(cells);
  }

  /** What an intention comes to with what there is now. */
  public static Desired of(RolloutState state, RolloutView view) {
    Phase phase = state.phase();
    int active = guarded(wanted(phase), view);
    int preview = phase instanceof Phase.Before before ? before.to() : active;
    OptionalInt check =
        phase instanceof Phase.Verifying verifying
            ? OptionalInt.of(verifying.to())
            : OptionalInt.empty();
    Set<Integer> cells = new TreeSet<>(state.cells());
    cells.add(active);
    view.selected().ifPresent(cells::add);
    return new Desired(active, preview, check, cells);
  }

  private static int wanted(Phase phase) {
    return switch (phase) {
      case Phase.Bootstrapping(int revision, Instant _) -> revision;
      case Phase.Stable(int revision) -> revision;
      case Phase.Switching(int _, int to, Instant _) -> to;
      case Phase.Before before -> before.from();
      case Phase.Observing(int _, int to, Instant _) -> to;
      case Phase.RollingBack(int _, int to, String _, Instant _) -> to;
    };
  }

  /** The selector never leaves a cell that can answer for one that can't. */
  private static int guarded(int wanted, RolloutView view) {
    int selected = view.selected().orElse(wanted);
    return view.serving(selected) && !view.serving(wanted) ? selected : wanted;
  }
}
