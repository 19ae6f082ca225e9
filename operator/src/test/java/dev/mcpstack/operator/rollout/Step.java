package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.CellView.Health;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One edge of a rollout that was taken.
 *
 * @param before empty if nothing was written down
 */
record Step(Optional<RolloutState> before, RolloutView view, RolloutState after) {
  /** Where one look leads to, edge by edge. */
  static RolloutState last(Optional<RolloutState> before, RolloutView view, Consumer<Step> steps) {
    if (before.isEmpty()) {
      RolloutState found = Rollout.decide(before, view, World.NOW);
      steps.accept(new Step(before, view, found));
      return found;
    }
    RolloutState state = before.get();
    RolloutState next = Rollout.next(state, view, World.NOW);
    while (!next.equals(state)) {
      if (!next.phase().equals(state.phase())) {
        steps.accept(new Step(Optional.of(state), view, next));
      }
      state = next;
      next = Rollout.next(state, view, World.NOW);
    }
    return state;
  }

  /** The phase that it leads out of; empty if nothing was written down. */
  Optional<String> from() {
    return before.map(state -> state.phase().getClass().getSimpleName());
  }

  String to() {
    return after.phase().getClass().getSimpleName();
  }

  private Phase was() {
    return before.orElseThrow().phase();
  }

  private int stable() {
    return was().stable();
  }

  private int other() {
    return was().other().orElseThrow();
  }

  boolean isSuspended() {
    return view.suspended();
  }

  boolean isOver() {
    return was().deadline().filter(due -> !World.NOW.isBefore(due)).isPresent();
  }

  /** The stack asks for a revision that the phase is not about. */
  boolean isSuperseded() {
    return Target.of(view, was()) instanceof Target.Revision(int number, String _)
        && was().other().orElse(stable()) != number;
  }

  boolean isAsked() {
    return Target.of(view, was()) instanceof Target.Revision(int number, String _)
        && number == after.phase().other().orElseThrow();
  }

  boolean isFailed() {
    return before
        .orElseThrow()
        .failed()
        .filter(failed -> failed.identity().equals(view.identity()))
        .isPresent();
  }

  boolean isDraining() {
    return before.orElseThrow().leaving().stream()
        .anyMatch(cell ->
            cell.why() == Leaving.Why.DRAINING
                && after.phase().other().filter(to -> to == cell.revision()).isPresent());
  }

  /** What the phase is about is complete. */
  boolean isComplete() {
    return view.complete(was().other().orElse(stable()));
  }

  /** The selector names the revision that is to serve. */
  boolean isTaken() {
    return view.isSelected(other());
  }

  /** The selector is where it was before the phase. */
  boolean isBack() {
    return view.isSelected(stable());
  }

  boolean isMoved() {
    return !view.isSelected(stable()) && view.isSelected(after.phase().stable());
  }

  /** The revision that the phase is about serves. */
  boolean serves() {
    return view.serving(was().other().orElse(stable()));
  }

  boolean stableServes() {
    return view.serving(stable());
  }

  boolean isAborted() {
    return view.requests().aborts(other());
  }

  boolean isPromoted() {
    return view.requests().promotes(other());
  }

  boolean isRolledBack() {
    return view.requests().rollback().isPresent()
        && view.requests().rollback().getAsInt() == stable();
  }

  boolean isRollback() {
    return view.requests().rollback().isPresent();
  }

  boolean crashes() {
    return view.cell(other()).flatMap(CellView::trouble).isPresent();
  }

  boolean hasPassed() {
    return view.cell(other()).map(CellView::check).orElseThrow() instanceof Check.Passed;
  }

  boolean hasFailed() {
    return view.cell(other()).map(CellView::check).orElseThrow() instanceof Check.Failed;
  }

  boolean isUnjudged() {
    return view.cell(other()).map(CellView::check).orElseThrow() instanceof Check.Unjudged;
  }

  boolean isBad() {
    return view.cell(other()).map(CellView::health).orElseThrow() instanceof Health.Bad;
  }

  boolean isAutomatic() {
    return view.settings().automatic();
  }
}
