package dev.mcpstack.operator.rollout;

import static dev.mcpstack.operator.rollout.World.NOW;
import static dev.mcpstack.operator.rollout.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.World.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Revision 1 serves A, and revision 2 is made of B. */
final class RolloutTextTest {
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(10));
  private static final String FAILED =
      "Revision 2 has failed: Its calls fail. It is not tried again by itself: change what the stack"
          + " asks for, or set rollout.retry to another text.";

  private static World world(int selected, Life one, String identity) {
    TreeMap<Integer, World.Pods> cells = new TreeMap<>();
    cells.put(1, World.Pods.made("A").with(one));
    cells.put(2, World.Pods.made("B").with(Life.UP));
    return new World(selected, cells, identity, false, Requests.NONE, Optional.empty());
  }

  private static Requests asked(int promote, int abort, int rollback) {
    return new Requests(
        false, number(promote), number(abort), number(rollback), "", OptionalInt.empty());
  }

  private static OptionalInt number(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static String text(Phase phase, World world) {
    return text(phase, world, List.of(), Optional.empty());
  }

  private static String text(
      Phase phase, World world, List<Leaving> leaving, Optional<Failure> failed) {
    return RolloutText.of(new RolloutState(phase, leaving, failed, ""), world.view(SETTINGS), NOW);
  }

  @Test
  void phase_isSaidWithItsDeadline() {
    World world = world(1, Life.UP, "B");
    assertThat(text(new Phase.Bootstrapping(1, LATER), world))
        .isEqualTo("Revision 1 is brought up, the first of the stack.");
    assertThat(text(new Phase.Bootstrapping(1, NOW), world))
        .endsWith("It should have been complete at 2026-01-01T00:00:00Z.");
    assertThat(text(new Phase.Staging(1, 2, LATER), world))
        .isEqualTo("Revision 2 is brought up beside 1, until 2026-01-01T00:10:00Z at most.");
    assertThat(text(new Phase.Verifying(1, 2, LATER), world))
        .isEqualTo("Revision 2 is checked, until 2026-01-01T00:10:00Z at most; 1 serves.");
    assertThat(text(new Phase.AwaitingPromotion(1, 2, LATER), world))
        .isEqualTo(
            "Revision 2 has passed its checks and takes over from 1 once rollout.promote is 2,"
                + " until 2026-01-01T00:10:00Z at most.");
    assertThat(text(new Phase.Switching(1, 2, LATER), world))
        .isEqualTo("Revision 2 takes over from 1.");
    assertThat(text(new Phase.Observing(1, 2, LATER), world))
        .isEqualTo("Revision 2 serves and is watched until 2026-01-01T00:10:00Z; 1 stands by.");
    World unsure =
        world.with(
            2,
            pods ->
                new World.Pods(
                    "B", Life.UP, new Check.Unjudged("Its name can't be resolved."), false, false));
    assertThat(text(new Phase.Observing(1, 2, LATER), unsure))
        .endsWith(
            "1 stands by. Its checks while it serves tell nothing, which takes nothing back:"
                + " Its name can't be resolved.");
    assertThat(text(new Phase.RollingBack(2, 1, "Its calls fail.", LATER), world))
        .isEqualTo("Revision 2 is taken back, and 1 serves again. Its calls fail.");
  }

  @Test
  void noWayBack_isSaid() {
    assertThat(text(new Phase.Observing(1, 2, LATER), world(2, Life.STARTING, "B")))
        .endsWith("There is no way back now: none of the pods of 1 can answer.");
  }

  @Test
  void changeDuringObservation_comesAfterIt() {
    assertThat(text(new Phase.Observing(1, 2, LATER), world(2, Life.UP, "C")))
        .endsWith("What the stack asks for by now comes after that.");
  }

  @Test
  void failure_isSaidWithItsRemedy() {
    Failure failure = new Failure(2, "B", "Its calls fail.", NOW);
    List<Leaving> kept = List.of(new Leaving(2, Leaving.Why.KEPT, NOW, LATER));
    assertThat(text(new Phase.Stable(1), world(1, Life.UP, "B"), kept, Optional.of(failure)))
        .isEqualTo(
            "Revision 1 serves. "
                + FAILED
                + " Revision 2 is kept for a look until 2026-01-01T00:10:00Z.");
  }

  @Test
  void drainingCell_isSaid() {
    List<Leaving> draining = List.of(new Leaving(1, Leaving.Why.DRAINING, NOW, LATER));
    assertThat(text(new Phase.Stable(2), world(2, Life.UP, "B"), draining, Optional.empty()))
        .isEqualTo(
            "Revision 2 serves. Revision 1 goes on for what it holds, until 2026-01-01T00:10:00Z.");
  }

  @Test
  void whatWaits_isSaidWithItsReason() {
    Phase stable = new Phase.Stable(1);
    World world = world(1, Life.UP, "B");
    assertThat(text(stable, world.suspended(true)))
        .endsWith("Revision 2 waits, since the stack is suspended.");
    Requests paused = new Requests(true, number(0), number(0), number(0), "", OptionalInt.empty());
    assertThat(text(stable, world.with(paused)))
        .endsWith("Revision 2 waits, since rollout.paused is true.");
    assertThat(text(stable, world.with(asked(0, 2, 0))))
        .endsWith("Revision 2 is not brought up, since rollout.abort names it.");
  }

  @Test
  void requestInVain_isRefusedInASentence() {
    Phase stable = new Phase.Stable(1);
    World world = world(1, Life.UP, "A");
    assertThat(text(stable, world.with(asked(9, 0, 0))))
        .endsWith("rollout.promote names revision 9, and there is none to be promoted.");
    assertThat(text(stable, world.with(asked(1, 0, 0)))).isEqualTo("Revision 1 serves.");
    assertThat(text(stable, world.with(asked(2, 2, 0))))
        .endsWith(
            "rollout.promote and rollout.abort both name 2, and abort counts: remove one of them.");
    assertThat(text(stable, world.with(asked(0, 0, 9))))
        .endsWith("rollout.rollback names revision 9, which is not kept: kept are 1, 2.");
    assertThat(text(stable, world.with(asked(0, 0, 1))))
        .endsWith(
            "rollout.rollback holds revision 1, whatever the rest of the stack asks for: remove it"
                + " to go on.");
  }
}
