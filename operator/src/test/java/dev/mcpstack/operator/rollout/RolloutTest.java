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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
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

  private static Arguments of(
      String name, Phase phase, World world, Phase next, List<Leaving> leaving, String failure) {
    RolloutState state = new RolloutState(phase, List.of(), Optional.empty(), "");
    return Arguments.of(name, world.with(Optional.of(state)), next, leaving, failure);
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

  static Stream<Arguments> edges() {
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
        of("on its way back", BACK, second, BACK, NOBODY, ""),
        of("back", BACK, up(1), ONE, BAD, "Its calls fail."),
        of("no way back", due(BACK), second, TWO, OLD, "Its calls fail."));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("edges")
  void edge_leadsOn(String name, World world, Phase next, List<Leaving> leaving, String failure) {
    RolloutState after = Rollout.decide(world.state(), world.view(SETTINGS), NOW);
    assertThat(after.phase()).isEqualTo(next);
    assertThat(after.leaving()).isEqualTo(leaving);
    assertThat(after.failed().map(Failure::why).orElse("")).isEqualTo(failure);
  }
}
