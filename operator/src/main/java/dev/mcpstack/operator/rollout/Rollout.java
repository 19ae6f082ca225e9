package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.CellView.Health;
import dev.mcpstack.operator.rollout.Phase.AwaitingPromotion;
import dev.mcpstack.operator.rollout.Phase.Before;
import dev.mcpstack.operator.rollout.Phase.Bootstrapping;
import dev.mcpstack.operator.rollout.Phase.Observing;
import dev.mcpstack.operator.rollout.Phase.RollingBack;
import dev.mcpstack.operator.rollout.Phase.Stable;
import dev.mcpstack.operator.rollout.Phase.Staging;
import dev.mcpstack.operator.rollout.Phase.Switching;
import dev.mcpstack.operator.rollout.Phase.Verifying;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The state machine of a rollout. A stack that changes gets a new cell beside the one that serves;
 * it is checked, the selector moves to it, and the old one stands by, drains, and goes. What was
 * decided is written down before it is carried out ({@link Desired}), so that an operator that dies
 * at any point goes on from there; losing all that was written down moves nothing.
 */
public final class Rollout {
  /** More edges than this can't follow each other without anything having been seen between. */
  private static final int MOST_EDGES = 8;

  private final RolloutView view;
  private final RolloutSettings settings;
  private final Instant now;

  private Rollout(RolloutView view, Instant now) {
    this.view = view;
    this.settings = view.settings();
    this.now = now;
  }

  /**
   * What to intend next.
   *
   * @param before what was intended; empty if that is lost, or there was nothing yet
   */
  public static RolloutState decide(Optional<RolloutState> before, RolloutView view, Instant now) {
    Rollout rollout = new Rollout(view, now);
    if (before.isEmpty()) {
      return rollout.found(); // And nothing else: whoever has lost its memory looks around first.
    }
    RolloutState state = before.get();
    for (int edge = 0; edge < MOST_EDGES; edge++) {
      RolloutState next = rollout.step(state);
      if (next.equals(state)) {
        return state;
      }
      state = next;
    }
    throw new IllegalStateException("a rollout that runs in circles: " + state);
  }

  /** One edge further, or the same if there is none to take. */
  static RolloutState next(RolloutState state, RolloutView view, Instant now) {
    return new Rollout(view, now).step(state);
  }

  /** The revision that the stack asks for, kept or to be made; empty if there is none such. */
  public static OptionalInt target(RolloutState state, RolloutView view) {
    return Target.of(view, state.phase()) instanceof Target.Revision(int number, String _)
        ? OptionalInt.of(number)
        : OptionalInt.empty();
  }

  /** What must have been intended, as far as the selector and the cells tell. */
  private RolloutState found() {
    int selected = view.selected().orElseGet(this::newestServing);
    boolean others = view.cells().keySet().stream().anyMatch(number -> number != selected);
    Phase phase =
        selected == 0 || (!view.serving(selected) && !others)
            ? new Bootstrapping(selected == 0 ? first() : selected, now.plus(settings.progress()))
            : new Stable(selected);
    List<Leaving> leaving =
        view.cells().values().stream()
            .filter(cell -> cell.present() && !phase.cells().contains(cell.revision()))
            .map(cell -> leaving(cell.revision(), Leaving.Why.FOUND, settings.drain()))
            .toList();
    return new RolloutState(phase, leaving, Optional.empty(), view.requests().retry());
  }

  /** If even the selector is lost. */
  private int newestServing() {
    return view.cells().values().stream()
        .filter(CellView::serving)
        .mapToInt(CellView::revision)
        .max()
        .orElse(0);
  }

  private int first() {
    return Target.of(view, new Stable(0)) instanceof Target.Revision(int number, String _)
        ? number
        : 1;
  }

  private RolloutState step(RolloutState state) {
    RolloutState kept = remembering(state);
    return switch (kept.phase()) {
      case Bootstrapping phase -> bootstrapping(kept, phase);
      case Stable phase -> stable(kept, phase);
      case Before phase -> before(kept, phase);
      case Observing phase -> observing(kept, phase);
      case RollingBack phase -> rollingBack(kept, phase);
    };
  }

  /** What is still of interest. */
  private RolloutState remembering(RolloutState state) {
    Target target = Target.of(view, state.phase());
    Optional<Failure> failed =
        state
            .failed()
            .filter(failure ->
                !(target instanceof Target.Revision(int _, String identity))
                    || identity.equals(failure.identity()));
    List<Leaving> leaving =
        state.leaving().stream()
            .filter(cell -> !isNeeded(state.phase(), cell.revision()))
            .filter(cell -> view.isSelected(cell.revision()) || stays(cell))
            .toList();
    return new RolloutState(state.phase(), leaving, failed, state.retried());
  }

  /** A cell that is to serve again, and does not yet, may have to go on leaving. */
  private static boolean isNeeded(Phase phase, int revision) {
    return phase instanceof Before before
        ? before.from() == revision
        : phase.cells().contains(revision);
  }

  private boolean stays(Leaving cell) {
    if (!view.present(cell.revision())
        || view.requests().retires(cell.revision())
        || !now.isBefore(cell.until())) {
      return false;
    }
    boolean empty =
        view.cell(cell.revision())
            .filter(seen -> seen.held().isPresent() && seen.held().getAsLong() == 0)
            .isPresent();
    return cell.why() == Leaving.Why.KEPT || !empty || now.isBefore(cell.least());
  }

  private RolloutState bootstrapping(RolloutState state, Bootstrapping phase) {
    int selected = view.selected().orElse(phase.revision());
    if (view.serving(selected) && selected != phase.revision()) {
      return state.with(new Stable(selected)); // One that was given up has come up after all.
    }
    if (view.complete(phase.revision())) {
      return state.with(new Stable(phase.revision()));
    }
    if (!(Target.of(view, phase) instanceof Target.Revision(int number, String _))
        || number == phase.revision()) {
      return state;
    }
    return state.with(
        view.serving(phase.revision())
            ? new Stable(phase.revision())
            : new Bootstrapping(number, now.plus(settings.progress())));
  }

  private RolloutState stable(RolloutState state, Stable phase) {
    int active = phase.revision();
    int selected = view.selected().orElse(active);
    if (selected != active && view.serving(selected)) {
      return left(state, new Stable(selected), active); // Somebody has moved it: so be it.
    }
    if (view.suspended()
        || view.requests().paused()
        || !(Target.of(view, phase) instanceof Target.Revision target)
        || target.number() == active) {
      return state;
    }
    boolean another = !view.requests().retry().equals(state.retried());
    boolean failed = state.failed().isPresent();
    if ((failed && !another)
        || view.requests().aborts(target.number())
        || (view.hindrance().isPresent() && !view.present(target.number()))) {
      return state;
    }
    boolean served =
        state.leaving().stream()
            .anyMatch(
                cell -> cell.revision() == target.number() && cell.why() == Leaving.Why.DRAINING);
    Instant until = now.plus(settings.progress());
    // What served a moment ago needs no checks to do so again.
    Phase next =
        served && view.complete(target.number()) && view.serving(target.number())
            ? new Switching(active, target.number(), until)
            : new Staging(active, target.number(), until);
    return new RolloutState(next, state.leaving(), Optional.empty(), view.requests().retry());
  }

  private RolloutState before(RolloutState state, Before phase) {
    if (view.isSelected(phase.to())) {
      return state.with(new Observing(phase.from(), phase.to(), now.plus(settings.observation())));
    }
    boolean superseded =
        Target.of(view, phase) instanceof Target.Revision(int number, String _)
            && number != phase.to();
    if (view.suspended() || (superseded && !(phase instanceof Switching))) {
      return state.with(new Stable(phase.from()));
    }
    return failure(phase)
        .map(why -> failed(state, phase, why))
        .orElseGet(() -> view.requests().paused() ? state : state.with(onward(phase)));
  }

  private Optional<String> failure(Before phase) {
    if (view.requests().aborts(phase.to())) {
      return Optional.of("It was aborted by rollout.abort.");
    }
    Optional<String> trouble = view.cell(phase.to()).flatMap(CellView::trouble);
    if (trouble.isPresent()) {
      return trouble;
    }
    if (phase instanceof Verifying) {
      switch (check(phase.to())) {
        case Check.Failed(String why) -> {
          return Optional.of(why);
        }
        case Check.Unjudged(String why) -> {
          return Optional.of(why); // Nobody could say that it may serve.
        }
        case Check.Pending _, Check.Passed _ -> {}
      }
    }
    if (phase instanceof Switching && !view.serving(phase.to()) && view.serving(phase.from())) {
      return Optional.of("It could no longer answer when it was to take over.");
    }
    return now.isBefore(phase.until())
        ? Optional.empty()
        : Optional.of((late(phase) + " " + soFar(phase)).strip());
  }

  /** How far it came; sentences, or nothing. */
  private String soFar(Before phase) {
    return switch (phase) {
      case Staging(int _, int to, Instant _) -> view.cell(to).map(CellView::standing).orElse("");
      case Verifying(int _, int to, Instant _) ->
          check(to) instanceof Check.Pending(String found) ? found : "";
      case AwaitingPromotion _, Switching _ -> "";
    };
  }

  private static String late(Before phase) {
    return switch (phase) {
      case Staging _ -> "It was not complete in time.";
      case Verifying _ -> "Its checks did not end in time.";
      case AwaitingPromotion _ -> "Nobody promoted it in time.";
      case Switching _ -> "The selector could not be written in time.";
    };
  }

  private Phase onward(Before phase) {
    int from = phase.from();
    int to = phase.to();
    boolean whole = view.complete(to) && view.serving(to);
    Instant within = now.plus(settings.progress());
    return switch (phase) {
      case Staging _ when whole -> new Verifying(from, to, now.plus(settings.verification()));
      case Verifying _ when whole && check(to) instanceof Check.Passed ->
          settings.automatic()
              ? new Switching(from, to, within)
              : new AwaitingPromotion(from, to, now.plus(settings.promotion()));
      case AwaitingPromotion _ when whole && view.requests().promotes(to) ->
          new Switching(from, to, within);
      case Before _ -> phase;
    };
  }

  private Check check(int revision) {
    return view.cell(revision).map(CellView::check).orElse(new Check.Pending());
  }

  private RolloutState observing(RolloutState state, Observing phase) {
    if (view.suspended()) {
      return left(state, new Stable(phase.to()), phase.from());
    }
    Optional<String> bad = bad(phase);
    boolean back = view.serving(phase.from()) || !view.serving(phase.to());
    if (bad.isPresent() && back) {
      return state.with(
          new RollingBack(phase.to(), phase.from(), bad.get(), now.plus(settings.progress())));
    }
    return now.isBefore(phase.until()) || view.requests().paused()
        ? state
        : left(state, new Stable(phase.to()), phase.from());
  }

  private Optional<String> bad(Observing phase) {
    if (view.isSelected(phase.from())) {
      return Optional.of("The selector was set back by hand.");
    }
    if (view.requests().aborts(phase.to())) {
      return Optional.of("It was aborted by rollout.abort.");
    }
    if (view.requests().rollback().isPresent()
        && view.requests().rollback().getAsInt() == phase.from()) {
      return Optional.of("It was taken back by rollout.rollback.");
    }
    if (!view.serving(phase.to())) {
      return Optional.of("None of its pods could answer.");
    }
    Optional<String> trouble = view.cell(phase.to()).flatMap(CellView::trouble);
    if (trouble.isPresent()) {
      return trouble;
    }
    if (check(phase.to()) instanceof Check.Failed(String why)) {
      return Optional.of(why);
    }
    return view.cell(phase.to()).map(CellView::health).orElse(new Health.Good())
            instanceof Health.Bad(String why)
        ? Optional.of(why)
        : Optional.empty();
  }

  private RolloutState rollingBack(RolloutState state, RollingBack phase) {
    boolean back = view.isSelected(phase.to());
    if (!back && now.isBefore(phase.until())) {
      return state;
    }
    // Late, what it was to go back to does not answer either.
    RolloutState ended =
        back
            ? left(state, new Stable(phase.to()), phase.from())
            : left(state, new Stable(phase.from()), phase.to());
    return new RolloutState(
        ended.phase(),
        ended.leaving(),
        Optional.of(new Failure(phase.from(), identity(phase.from()), phase.why(), now)),
        view.requests().retry());
  }

  private RolloutState failed(RolloutState state, Before phase, String why) {
    List<Leaving> leaving = new ArrayList<>(state.leaving());
    boolean leaves = leaving.stream().anyMatch(cell -> cell.revision() == phase.to());
    if (view.present(phase.to()) && !leaves) {
      leaving.add(leaving(phase.to(), Leaving.Why.KEPT, settings.keep()));
    }
    return new RolloutState(
        new Stable(phase.from()),
        leaving,
        Optional.of(new Failure(phase.to(), identity(phase.to()), why, now)),
        view.requests().retry());
  }

  private String identity(int revision) {
    return view.cell(revision).map(CellView::identity).orElse(view.identity());
  }

  /** The same with a cell that no longer serves. */
  private RolloutState left(RolloutState state, Phase next, int revision) {
    List<Leaving> leaving = new ArrayList<>(state.leaving());
    leaving.removeIf(cell -> cell.revision() == revision);
    leaving.add(leaving(revision, Leaving.Why.DRAINING, settings.drain()));
    return new RolloutState(next, leaving, state.failed(), state.retried());
  }

  private Leaving leaving(int revision, Leaving.Why why, Duration limit) {
    return new Leaving(revision, why, now, now.plus(limit));
  }
}
