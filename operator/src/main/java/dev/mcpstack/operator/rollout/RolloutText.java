package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.rollout.CellView.Check;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What a rollout does and why, for people: never empty, and with what to do where that helps. */
public final class RolloutText {
  private final RolloutState state;
  private final RolloutView view;
  private final Instant now;
  private final List<String> sentences = new ArrayList<>();

  private RolloutText(RolloutState state, RolloutView view, Instant now) {
    this.state = state;
    this.view = view;
    this.now = now;
  }

  /** All that there is to say, in sentences. */
  public static String of(RolloutState state, RolloutView view, Instant now) {
    RolloutText text = new RolloutText(state, view, now);
    text.phase();
    text.failure();
    text.waiting();
    text.leaving();
    text.requests();
    return String.join(" ", text.sentences);
  }

  private void say(String sentence) {
    sentences.add(sentence);
  }

  private static String at(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private void phase() {
    switch (state.phase()) {
      case Phase.Bootstrapping(int revision, Instant due) -> {
        say("Revision %d is brought up, the first of the stack.".formatted(revision));
        if (!now.isBefore(due)) {
          say("It should have been complete at %s.".formatted(at(due)));
        }
      }
      case Phase.Stable(int revision) -> say("Revision %d serves.".formatted(revision));
      case Phase.Staging(int from, int to, Instant until) ->
          say(
              "Revision %d is brought up beside %d, until %s at most."
                  .formatted(to, from, at(until)));
      case Phase.Verifying(int from, int to, Instant until) ->
          say(
              "Revision %d is checked, until %s at most; %d serves."
                  .formatted(to, at(until), from));
      case Phase.AwaitingPromotion(int from, int to, Instant until) ->
          say(
              "Revision %d has passed its checks and takes over from %d once rollout.promote is %d, until %s at most."
                  .formatted(to, from, to, at(until)));
      case Phase.Switching(int from, int to, Instant _) ->
          say("Revision %d takes over from %d.".formatted(to, from));
      case Phase.Observing(int from, int to, Instant until) -> {
        say(
            "Revision %d serves and is watched until %s; %d stands by."
                .formatted(to, at(until), from));
        if (!view.serving(from)) {
          say("There is no way back now: none of the pods of %d can answer.".formatted(from));
        }
        if (view.cell(to).map(CellView::check).orElse(new Check.Pending())
            instanceof Check.Unjudged(String why)) {
          say(
              "Its checks while it serves tell nothing, which takes nothing back: %s"
                  .formatted(why));
        }
      }
      case Phase.RollingBack(int from, int to, String why, Instant _) ->
          say("Revision %d is taken back, and %d serves again. %s".formatted(from, to, why));
    }
  }

  private void failure() {
    state
        .failed()
        .ifPresent(failed ->
            say(
                "Revision %d has failed: %s It is not tried again by itself: change what the stack asks for, or set rollout.retry to another text."
                    .formatted(failed.revision(), failed.why())));
  }

  /** Why what is asked for is not begun. */
  private void waiting() {
    if (!(state.phase() instanceof Phase.Stable stable)) {
      if (state.phase() instanceof Phase.Observing observing
          && Target.of(view, observing) instanceof Target.Revision(int number, String _)
          && number != observing.to()
          && view.requests().rollback().isEmpty()) {
        say("What the stack asks for by now comes after that.");
      }
      return;
    }
    switch (Target.of(view, stable)) {
      case Target.Refused(String why) -> say(why);
      case Target.Revision(int number, String _)
          when number != stable.revision() && state.failed().isEmpty() -> {
        if (view.suspended()) {
          say("Revision %d waits, since the stack is suspended.".formatted(number));
        } else if (view.requests().paused()) {
          say("Revision %d waits, since rollout.paused is true.".formatted(number));
        } else if (view.requests().aborts(number)) {
          say("Revision %d is not brought up, since rollout.abort names it.".formatted(number));
        } else {
          view.hindrance().ifPresent(why -> say("Revision %d waits. %s".formatted(number, why)));
        }
      }
      case Target.Revision _ -> {}
    }
  }

  private void leaving() {
    for (Leaving cell : state.leaving()) {
      String until = at(cell.until());
      switch (cell.why()) {
        case DRAINING, FOUND ->
            say(
                "Revision %d goes on for what it holds, until %s."
                    .formatted(cell.revision(), until));
        case KEPT ->
            say("Revision %d is kept for a look until %s.".formatted(cell.revision(), until));
      }
    }
  }

  /** What is asked for in vain. */
  private void requests() {
    Requests asked = view.requests();
    if (asked.promote().isPresent() && asked.promote().equals(asked.abort())) {
      say(
          "rollout.promote and rollout.abort both name %d, and abort counts: remove one of them."
              .formatted(asked.abort().getAsInt()));
      return;
    }
    boolean stands =
        state.phase() instanceof Phase.Before before && names(asked.promote(), before.to());
    boolean done = asked.promote().isPresent() && asked.promote().getAsInt() <= serving();
    if (asked.promote().isPresent() && !stands && !done) {
      say(
          "rollout.promote names revision %d, and there is none to be promoted."
              .formatted(asked.promote().getAsInt()));
    }
    if (asked.rollback().isPresent() && names(asked.rollback(), serving())) {
      say(
          "rollout.rollback holds revision %d, whatever the rest of the stack asks for: remove it to go on."
              .formatted(asked.rollback().getAsInt()));
    }
  }

  private int serving() {
    return view.selected().orElse(state.phase().stable());
  }

  private static boolean names(OptionalInt asked, int revision) {
    return asked.isPresent() && asked.getAsInt() == revision;
  }
}
