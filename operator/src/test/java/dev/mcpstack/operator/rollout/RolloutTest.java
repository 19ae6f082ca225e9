package dev.mcpstack.operator.rollout;

import static dev.mcpstack.operator.rollout.World.NOW;
import static dev.mcpstack.operator.rollout.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.Leaving.Why;
import dev.mcpstack.operator.rollout.World.Life;
import dev.mcpstack.operator.rollout.World.Pods;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each edge of a rollout: revision 1 serves A, revision 2 is made of B. */
final class RolloutTest {
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
  private static final Instant DRAINED = NOW.plus(SETTINGS.drain());
  private static final Phase STAGING = new Phase.Staging(1, 2, LATER);
  private static final Phase VERIFYING = new Phase.Verifying(1, 2, LATER);
  private static final Phase AWAITING = new Phase.AwaitingPromotion(1, 2, LATER);
  private static final Phase SWITCHING = new Phase.Switching(1, 2, LATER);
  private static final Phase OBSERVING = new Phase.Observing(1, 2, LATER);
  private static final Phase BACK = new Phase.RollingBack(2, 1, "Its calls fail.", LATER);
  private static final Phase WRONG_AGAIN =
      new Phase.RollingBack(2, 1, "It gives wrong answers.", LATER);
  private static final Phase ONE = new Phase.Stable(1);
  private static final Phase TWO = new Phase.Stable(2);
  private static final Check PASSED = new Check.Passed();
  private static final Check WRONG = new Check.Failed("It gives wrong answers.");
  private static final Check UNSURE = new Check.Unjudged("The old cell does not answer.");
  private static final Check BEGUN = new Check.Pending("The old cell does not answer.");
  private static final List<Leaving> NOBODY = List.of();
  private static final List<Leaving> KEPT =
      List.of(new Leaving(2, Why.KEPT, NOW, NOW.plus(SETTINGS.keep())));
  private static final List<Leaving> OLD = List.of(new Leaving(1, Why.DRAINING, NOW, DRAINED));
  private static final List<Leaving> BAD = List.of(new Leaving(2, Why.DRAINING, NOW, DRAINED));

  /** What is written down, what is seen, and what comes of it. */
  record Case(
      String name,
      RolloutState before,
      RolloutView view,
      Phase next,
      List<Leaving> leaving,
      String failure) {
    Optional<RolloutState> state() {
      return Optional.of(before);
    }

    Case leaving(List<Leaving> cells) {
      RolloutState state =
          new RolloutState(before.phase(), cells, before.failed(), before.retried());
      return new Case(name, state, view, next, leaving, failure);
    }

    Case seeing(UnaryOperator<RolloutView> change) {
      return new Case(name, before, change.apply(view), next, leaving, failure);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Case of(
      String name, Phase phase, World world, Phase next, List<Leaving> leaving, String failure) {
    RolloutState state = new RolloutState(phase, List.of(), Optional.empty(), "");
    return new Case(name, state, world.view(SETTINGS), next, leaving, failure);
  }

  private static World world(int selected, Life one, Life two, Check check) {
    TreeMap<Integer, Pods> cells = new TreeMap<>();
    cells.put(1, new Pods("A", one, new Check.Pending(), false, false));
    cells.put(2, new Pods("B", two, check, false, false));
    return new World(selected, cells, "B", false, Requests.NONE, Optional.empty());
  }

  private static World up(int selected) {
    return world(selected, Life.UP, Life.UP, new Check.Pending());
  }

  private static World checked(Check check) {
    return world(1, Life.UP, Life.UP, check);
  }

  private static World halfUp(int selected) {
    return world(selected, Life.UP, Life.STARTING, PASSED);
  }

  private static World bad(Life one) {
    return world(2, one, Life.UP, PASSED)
        .with(2, pods -> new Pods("B", pods.life(), pods.check(), true, false));
  }

  private static World serving(Life one, Check check) {
    return world(2, one, Life.UP, check);
  }

  private static Phase due(Phase phase) {
    return Shift.of(
            new RolloutState(phase, List.of(), Optional.empty(), ""), Duration.ofMinutes(10))
        .phase();
  }

  private static Requests promote(int revision) {
    return new Requests(
        false,
        OptionalInt.of(revision),
        OptionalInt.empty(),
        OptionalInt.empty(),
        "",
        OptionalInt.empty());
  }

  private static Requests abort(int revision) {
    return new Requests(
        false,
        OptionalInt.empty(),
        OptionalInt.of(revision),
        OptionalInt.empty(),
        "",
        OptionalInt.empty());
  }

  private static Requests rollback(int revision) {
    return new Requests(
        false,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.of(revision),
        "",
        OptionalInt.empty());
  }

  private static Requests paused() {
    return new Requests(
        true,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        "",
        OptionalInt.empty());
  }

  static Stream<Case> edges() {
    World gone = world(1, Life.UP, Life.GONE, new Check.Pending());
    World second = up(2);
    String aborted = "It was aborted by rollout.abort.";
    return Stream.of(
        of("a change is staged", ONE, gone, STAGING, NOBODY, ""),
        of("paused, it is not", ONE, gone.with(paused()), ONE, NOBODY, ""),
        of("suspended, it is not", ONE, gone.suspended(true), ONE, NOBODY, ""),
        of("nothing asked, nothing done", ONE, gone.asking("A"), ONE, NOBODY, ""),
        of("staging waits", STAGING, halfUp(1), STAGING, NOBODY, ""),
        of("complete, it is checked", STAGING, up(1), VERIFYING, NOBODY, ""),
        of("paused, it waits", STAGING, up(1).with(paused()), STAGING, NOBODY, ""),
        of("taken back", STAGING, halfUp(1).asking("A"), ONE, NOBODY, ""),
        of("suspended", STAGING, halfUp(1).suspended(true), ONE, NOBODY, ""),
        of("another asked for", STAGING, halfUp(1).asking("C"), next(3), NOBODY, ""),
        of("aborted while it has no pods", STAGING, gone.with(abort(2)), ONE, NOBODY, aborted),
        of("aborted", STAGING, halfUp(1).with(abort(2)), ONE, KEPT, aborted),
        of("late", due(STAGING), halfUp(1), ONE, KEPT, "It was not complete in time."),
        of("checks run", VERIFYING, up(1), VERIFYING, NOBODY, ""),
        of("checked, it takes over", VERIFYING, checked(PASSED), SWITCHING, NOBODY, ""),
        of("checks fail", VERIFYING, checked(WRONG), ONE, KEPT, "It gives wrong answers."),
        of("never end", due(VERIFYING), up(1), ONE, KEPT, "Its checks did not end in time."),
        of(
            "never end, and say how far they came",
            due(VERIFYING),
            checked(BEGUN),
            ONE,
            KEPT,
            "Its checks did not end in time. The old cell does not answer."),
        of(
            "come to nothing",
            VERIFYING,
            checked(UNSURE),
            ONE,
            KEPT,
            "The old cell does not answer."),
        of("not while incomplete", VERIFYING, halfUp(1), VERIFYING, NOBODY, ""),
        of("unpromoted", AWAITING, checked(PASSED), AWAITING, NOBODY, ""),
        of("promoted", AWAITING, checked(PASSED).with(promote(2)), SWITCHING, NOBODY, ""),
        of("another promoted", AWAITING, checked(PASSED).with(promote(3)), AWAITING, NOBODY, ""),
        of("nobody", due(AWAITING), checked(PASSED), ONE, KEPT, "Nobody promoted it in time."),
        of("late", due(SWITCHING), up(1), ONE, KEPT, "The selector could not be written in time."),
        of("another is asked for too late", SWITCHING, up(1).asking("C"), SWITCHING, NOBODY, ""),
        of(
            "it fell over as the old one did",
            SWITCHING,
            world(1, Life.STARTING, Life.STARTING, PASSED),
            SWITCHING,
            NOBODY,
            ""),
        of("selector unread", SWITCHING, checked(PASSED), SWITCHING, NOBODY, ""),
        of("selector read", SWITCHING, second, OBSERVING, NOBODY, ""),
        of("aborted late", SWITCHING, checked(PASSED).with(abort(2)), ONE, KEPT, aborted),
        of(
            "it fell over",
            SWITCHING,
            halfUp(1),
            ONE,
            KEPT,
            "It could no longer answer when it was to take over."),
        of("observed", OBSERVING, second, OBSERVING, NOBODY, ""),
        of("taken", due(OBSERVING), second, TWO, OLD, ""),
        of("paused", due(OBSERVING), second.with(paused()), due(OBSERVING), NOBODY, ""),
        of("bad", OBSERVING, bad(Life.UP), BACK, NOBODY, ""),
        of("wrong while it serves", OBSERVING, serving(Life.UP, WRONG), WRONG_AGAIN, NOBODY, ""),
        of(
            "and paused",
            OBSERVING,
            serving(Life.UP, WRONG).with(paused()),
            WRONG_AGAIN,
            NOBODY,
            ""),
        of("and no way back", OBSERVING, serving(Life.STARTING, WRONG), OBSERVING, NOBODY, ""),
        of("unsure while it serves", OBSERVING, serving(Life.UP, UNSURE), OBSERVING, NOBODY, ""),
        of("not done while it serves", due(OBSERVING), serving(Life.UP, BEGUN), TWO, OLD, ""),
        of("nothing to go back to", OBSERVING, bad(Life.STARTING), OBSERVING, NOBODY, ""),
        of(
            "none can answer",
            OBSERVING,
            world(2, Life.UP, Life.STARTING, PASSED),
            new Phase.RollingBack(2, 1, "None of its pods could answer.", LATER),
            NOBODY,
            ""),
        of(
            "asked back",
            OBSERVING,
            second.with(rollback(1)),
            new Phase.RollingBack(2, 1, "It was taken back by rollout.rollback.", LATER),
            NOBODY,
            ""),
        of(
            "aborted after the switch",
            OBSERVING,
            second.with(abort(2)),
            new Phase.RollingBack(2, 1, aborted, LATER),
            NOBODY,
            ""),
        of("asked back to another", OBSERVING, second.with(rollback(3)), OBSERVING, NOBODY, ""),
        of("set back by hand", OBSERVING, up(1), ONE, BAD, "The selector was set back by hand."),
        of("suspended in between", OBSERVING, second.suspended(true), TWO, OLD, ""),
        of("on its way back", BACK, second, BACK, NOBODY, ""),
        of("back", BACK, up(1), ONE, BAD, "Its calls fail."),
        of("no way back", due(BACK), second, TWO, OLD, "Its calls fail."));
  }

  /** What the pods, the settings and what is remembered have to do with it. */
  static Stream<Case> circumstances() {
    World gone = world(1, Life.UP, Life.GONE, new Check.Pending());
    World second = up(2);
    String ends = "A pod ends again and again.";
    UnaryOperator<RolloutView> crash =
        view -> Views.seeing(view, 2, cell -> Views.crashing(cell, ends));
    UnaryOperator<RolloutView> standing =
        view -> Views.seeing(view, 2, cell -> Views.standing(cell, "Ready are: gateway 0 of 1."));
    UnaryOperator<RolloutView> full = view -> Views.hindered(view, "The nodes are full.");
    UnaryOperator<RolloutView> manual = view -> Views.with(view, Views.automatic(false));
    String late = "It was not complete in time. Ready are: gateway 0 of 1.";
    String unchecked = "Its checks did not end in time.";
    Phase back = new Phase.RollingBack(2, 1, ends, LATER);
    return Stream.of(
        of("crashes early", STAGING, up(1), ONE, KEPT, ends).seeing(crash),
        of("crashes though paused", STAGING, up(1).with(paused()), ONE, KEPT, ends).seeing(crash),
        of("crashes in its checks", VERIFYING, checked(PASSED), ONE, KEPT, ends).seeing(crash),
        of("crashes while it waits", AWAITING, up(1), ONE, KEPT, ends).seeing(crash),
        of("crashes as it takes over", SWITCHING, up(1), ONE, KEPT, ends).seeing(crash),
        of("crashes under load", OBSERVING, second, back, NOBODY, "").seeing(crash),
        of("late, with how far", due(STAGING), halfUp(1), ONE, KEPT, late).seeing(standing),
        of("unchecked", due(VERIFYING), up(1), ONE, KEPT, unchecked).seeing(standing),
        of("no room", ONE, gone, ONE, NOBODY, "").seeing(full),
        of("no room is needed", ONE, halfUp(1), STAGING, NOBODY, "").seeing(full),
        of("aborted before it began", ONE, gone.with(abort(2)), ONE, NOBODY, ""),
        of("waits for people", VERIFYING, checked(PASSED), AWAITING, NOBODY, "").seeing(manual),
        of("moved by hand", ONE, second, TWO, OLD, ""),
        of("moved by hand while staged", STAGING, second, OBSERVING, NOBODY, ""),
        of("complete", first(2), second, TWO, NOBODY, ""),
        of("an earlier one came up", first(3), second, TWO, NOBODY, ""),
        of("first is complete", first(1), up(1).asking("A"), ONE, NOBODY, ""),
        of("first is late", due(first(1)), down().asking("A"), due(first(1)), NOBODY, ""),
        of("back to what drains", ONE, up(1), SWITCHING, BAD, "").leaving(BAD),
        of("first is superseded", first(1), down().asking("C"), first(3), NOBODY, ""),
        of(
            "first answers and is superseded",
            first(1),
            world(1, Life.HALF, Life.GONE, PASSED).asking("C"),
            next(3),
            NOBODY,
            ""));
  }

  private static Phase first(int revision) {
    return new Phase.Bootstrapping(revision, LATER);
  }

  private static Phase next(int revision) {
    return new Phase.Staging(1, revision, LATER);
  }

  private static World down() {
    return world(1, Life.STARTING, Life.GONE, new Check.Pending());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"edges", "circumstances"})
  void edge_leadsOn(Case edge) {
    RolloutState after = Rollout.decide(edge.state(), edge.view(), NOW);
    assertThat(after.phase()).isEqualTo(edge.next());
    assertThat(after.leaving()).isEqualTo(edge.leaving());
    assertThat(after.failed().map(Failure::why).orElse("")).isEqualTo(edge.failure());
  }

  private static final Failure FAILED = new Failure(2, "B", "Its calls fail.", NOW);

  private static RolloutState failed(List<Leaving> leaving) {
    return new RolloutState(ONE, leaving, Optional.of(FAILED), "first");
  }

  private static RolloutState decided(RolloutState before, World world) {
    return Rollout.decide(Optional.of(before), world.view(SETTINGS), NOW);
  }

  private static Requests retry(String text) {
    return new Requests(
        false,
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        text,
        OptionalInt.empty());
  }

  @Test
  void failedRelease_isTriedAgainOnceForEachTextOfRetry() {
    World world = world(1, Life.UP, Life.GONE, PASSED);
    assertThat(decided(failed(NOBODY), world.with(retry("first")))).isEqualTo(failed(NOBODY));
    RolloutState again = decided(failed(NOBODY), world.with(retry("second")));
    assertThat(again).isEqualTo(new RolloutState(STAGING, NOBODY, Optional.empty(), "second"));
    RolloutState late =
        decided(
            new RolloutState(due(STAGING), NOBODY, Optional.empty(), "first"),
            world.with(retry("second")));
    assertThat(late.failed()).isPresent();
    assertThat(late.retried()).as("one that came before it failed is used up").isEqualTo("second");
  }

  @Test
  void failure_isForgottenWhenSomethingElseIsAskedFor() {
    assertThat(decided(failed(NOBODY), up(1).asking("A").with(retry("first"))).failed()).isEmpty();
    RolloutState other = decided(failed(NOBODY), up(1).asking("C").with(retry("first")));
    assertThat(other.phase()).isEqualTo(next(3));
    assertThat(other.failed()).isEmpty();
    RolloutState refused = decided(failed(NOBODY), up(1).with(rollback(9)));
    assertThat(refused.failed()).as("while nobody knows what is asked for").contains(FAILED);
  }

  @Test
  void failureOfACellThatDrains_leavesItToDrain() {
    RolloutState drains = new RolloutState(SWITCHING, BAD, Optional.empty(), "");
    RolloutState failed = decided(drains, up(1).with(abort(2)));
    assertThat(failed.leaving()).isEqualTo(BAD);
    assertThat(failed.failed().map(Failure::identity)).contains("B");
  }

  @ParameterizedTest
  @EnumSource
  void change_toACellThatDrainsAndIsComplete_needsNoChecks(Life life) {
    RolloutState before = new RolloutState(ONE, BAD, Optional.empty(), "");
    World world = world(1, Life.UP, life, new Check.Pending());
    assertThat(decided(before, world).phase()).isEqualTo(life == Life.UP ? SWITCHING : STAGING);
    RolloutState kept = new RolloutState(ONE, KEPT, Optional.empty(), "");
    assertThat(decided(kept, world).phase())
        .as("one that never served has to pass them")
        .isEqualTo(life == Life.UP ? VERIFYING : STAGING);
  }
}
