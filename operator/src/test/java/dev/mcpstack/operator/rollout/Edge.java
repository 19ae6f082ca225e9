package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;

/**
 * A way out of phases of a rollout, as the reference tells it. All of them are here, and {@link
 * RolloutEdgesTest} sees to it that the program takes these and no others.
 *
 * @param from names of phases; empty if nothing was written down
 * @param to the name of a phase
 * @param event in a word or a few
 * @param when a clause
 * @param holds whether it is why a step was taken
 */
record Edge(List<String> from, String to, String event, String when, Predicate<Step> holds) {
  private static final String BOOTSTRAPPING = "Bootstrapping";
  private static final String STABLE = "Stable";
  private static final String STAGING = "Staging";
  private static final String VERIFYING = "Verifying";
  private static final String AWAITING = "AwaitingPromotion";
  private static final String SWITCHING = "Switching";
  private static final String OBSERVING = "Observing";
  private static final String BACK = "RollingBack";
  private static final List<String> BEFORE = List.of(STAGING, VERIFYING, AWAITING, SWITCHING);
  private static final List<String> UNSWITCHED = List.of(STAGING, VERIFYING, AWAITING);

  /** All of them, in the order in which a rollout goes. */
  static final List<Edge> ALL =
      List.of(
          new Edge(
              List.of(),
              BOOTSTRAPPING,
              "nothing serves",
              "nothing is written down, and nothing serves: no selector names a cell, or the only cell does not answer",
              step -> !step.view().serving(step.after().phase().stable())),
          new Edge(
              List.of(),
              STABLE,
              "something serves",
              "what was written down is lost: the revision in the selector serves on, or the newest that answers if that is lost too",
              step ->
                  step.view().serving(step.after().phase().stable())
                      || step.view().cells().size() > 1),
          new Edge(
              List.of(BOOTSTRAPPING),
              STABLE,
              "complete",
              "all of its servers can answer",
              step -> step.isComplete() && step.after().phase().stable() == first(step)),
          new Edge(
              List.of(BOOTSTRAPPING),
              STABLE,
              "answers",
              "its gateway answers, and the stack asks for another release by now",
              step ->
                  step.serves()
                      && !step.isComplete()
                      && step.isSuperseded()
                      && step.after().phase().stable() == first(step)),
          new Edge(
              List.of(BOOTSTRAPPING),
              STABLE,
              "an earlier one answers",
              "a revision that was given up has come up after all, and the selector names it",
              step -> step.isMoved() && step.view().serving(step.after().phase().stable())),
          new Edge(
              List.of(BOOTSTRAPPING),
              BOOTSTRAPPING,
              "superseded",
              "the stack asks for another release, and nothing answers yet",
              step -> step.isSuperseded() && !step.serves()),
          new Edge(
              List.of(STABLE),
              STAGING,
              "change",
              "the stack asks for another release",
              step -> step.isAsked() && !step.isFailed() && !step.isRollback()),
          new Edge(
              List.of(STABLE),
              STAGING,
              "retry",
              "`rollout.retry` has another text than when the release failed",
              step -> step.isAsked() && step.isFailed() && !step.isRollback()),
          new Edge(
              List.of(STABLE),
              STAGING,
              "rollback",
              "`rollout.rollback` names another revision",
              step -> step.isAsked() && step.isRollback()),
          new Edge(
              List.of(STABLE),
              SWITCHING,
              "back to what drains",
              "the stack asks for a release that served a moment ago and is all there still",
              step -> step.isAsked() && step.isDraining()),
          new Edge(
              List.of(STABLE),
              STABLE,
              "selector moved",
              "somebody has moved the selector to a cell that answers",
              Step::isMoved),
          new Edge(
              List.of(STAGING),
              VERIFYING,
              "complete",
              "all of its servers can answer",
              Step::isComplete),
          new Edge(
              List.of(VERIFYING),
              SWITCHING,
              "passed",
              "its checks have passed, and `automaticPromotion` is true",
              step -> step.hasPassed() && step.isAutomatic()),
          new Edge(
              List.of(VERIFYING),
              AWAITING,
              "passed but not automatic",
              "its checks have passed, and `automaticPromotion` is false",
              step -> step.hasPassed() && !step.isAutomatic()),
          new Edge(
              List.of(AWAITING),
              SWITCHING,
              "promoted",
              "`rollout.promote` names it",
              Step::isPromoted),
          new Edge(
              List.of(SWITCHING),
              OBSERVING,
              "selector read back",
              "the selector names it",
              Step::isTaken),
          new Edge(
              UNSWITCHED,
              OBSERVING,
              "selector moved",
              "somebody has moved the selector to it",
              Step::isTaken),
          new Edge(
              BEFORE,
              STABLE,
              "suspended",
              "the stack is suspended; the revision that served stays the one to serve",
              step -> step.isSuspended() && step.after().phase().stable() == first(step)),
          new Edge(
              UNSWITCHED,
              STABLE,
              "superseded",
              "the stack asks for another release, or for the old one again",
              Step::isSuperseded),
          new Edge(BEFORE, STABLE, "aborted", "`rollout.abort` names it", Step::isAborted),
          new Edge(BEFORE, STABLE, "crashes", "a pod of it ends again and again", Step::crashes),
          new Edge(
              List.of(VERIFYING),
              STABLE,
              "failed",
              "a check has failed, or none could be made",
              step -> step.hasFailed() || step.isUnjudged()),
          new Edge(
              List.of(SWITCHING),
              STABLE,
              "fell over",
              "it can't answer any more, and the old one can",
              step -> !step.serves() && step.stableServes()),
          new Edge(BEFORE, STABLE, "late", "the deadline is over", Step::isOver),
          new Edge(
              List.of(OBSERVING),
              STABLE,
              "kept",
              "the time is over and nothing is wrong, or there is nothing to go back to",
              Step::isOver),
          new Edge(
              List.of(OBSERVING),
              STABLE,
              "suspended",
              "the stack is suspended; the new revision stays the one to serve",
              Step::isSuspended),
          new Edge(
              List.of(OBSERVING),
              BACK,
              "selector set back",
              "somebody has set the selector back",
              Step::isBack),
          new Edge(
              List.of(OBSERVING), BACK, "aborted", "`rollout.abort` names it", Step::isAborted),
          new Edge(
              List.of(OBSERVING),
              BACK,
              "rollback",
              "`rollout.rollback` names the old one",
              Step::isRolledBack),
          new Edge(
              List.of(OBSERVING),
              BACK,
              "silent",
              "none of its pods can answer",
              step -> !step.serves()),
          new Edge(
              List.of(OBSERVING),
              BACK,
              "crashes",
              "a pod of it ends again and again",
              Step::crashes),
          new Edge(
              List.of(OBSERVING),
              BACK,
              "worse",
              "its calls fail, or are slower, more than those of the old one",
              Step::isBad),
          new Edge(
              List.of(OBSERVING),
              BACK,
              "wrong",
              "its checks while it serves have found wrong answers",
              Step::hasFailed),
          new Edge(
              List.of(BACK),
              STABLE,
              "selector read back",
              "the selector names the old one again",
              step -> step.isBack() && step.after().phase().stable() == first(step)),
          new Edge(
              List.of(BACK),
              STABLE,
              "late",
              "the deadline is over, since the old one does not answer either: the new one stays",
              step -> step.isOver() && step.after().phase().stable() != first(step)));

  private static int first(Step step) {
    return step.before().orElseThrow().phase().stable();
  }

  /** Whether a step may be of this one. */
  boolean explains(Step step) {
    return step.from().map(from::contains).orElse(from.isEmpty())
        && to.equals(step.to())
        && holds.test(step);
  }

  /** All that may be why a step was taken. */
  static List<Edge> of(Step step) {
    return ALL.stream().filter(edge -> edge.explains(step)).toList();
  }

  static void isDeclared(Step step) {
    assertThat(of(step)).as("an edge from %s to %s: %s", step.from(), step.to(), step).isNotEmpty();
  }
}
