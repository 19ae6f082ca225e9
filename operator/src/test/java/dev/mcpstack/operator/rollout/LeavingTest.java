package dev.mcpstack.operator.rollout;

import static dev.mcpstack.operator.rollout.World.NOW;
import static dev.mcpstack.operator.rollout.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.Leaving.Why;
import dev.mcpstack.operator.rollout.World.Life;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cells that no longer serve: revision 1 leaves, and 2 serves. */
final class LeavingTest {
  private static final Phase TWO = new Phase.Stable(2);

  private static RolloutView view(int selected, Life one, long held, int retire) {
    TreeMap<Integer, World.Pods> cells = new TreeMap<>();
    cells.put(1, World.Pods.made("A").with(one));
    cells.put(2, World.Pods.made("B").with(Life.UP));
    Requests requests =
        new Requests(
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            "",
            retire == 0 ? OptionalInt.empty() : OptionalInt.of(retire));
    RolloutView view =
        new World(selected, cells, "B", false, requests, Optional.empty()).view(SETTINGS);
    return held < 0 ? view : Views.seeing(view, 1, cell -> Views.holding(cell, held));
  }

  private static Leaving leaving(Why why, long since, long until) {
    return new Leaving(1, why, NOW.minusSeconds(since), NOW.plusSeconds(until));
  }

  private static List<Leaving> left(Phase phase, Leaving cell, RolloutView view) {
    RolloutState before = new RolloutState(phase, List.of(cell), Optional.empty(), "");
    return Rollout.decide(Optional.of(before), view, NOW).leaving();
  }

  /** What it holds is not known if it is below 0. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nobody knows what it holds,            DRAINING, 600,   1, UP,   -1, 0, true",
    "its time is over,                      DRAINING, 600,   0, UP,    7, 0, false",
    "it holds something,                    DRAINING, 600, 600, UP,    1, 0, true",
    "it holds nothing,                      DRAINING, 600, 600, UP,    0, 0, false",
    "its address may be known still,        DRAINING,  29, 600, UP,    0, 0, true",
    "its address is known no longer,        DRAINING,  30, 600, UP,    0, 0, false",
    "it is retired,                         DRAINING,   0, 600, UP,    7, 1, false",
    "another is retired,                    DRAINING,   0, 600, UP,    7, 2, true",
    "its pods are gone,                     DRAINING,   0, 600, GONE, -1, 0, false",
    "its pods start anew,                   DRAINING,   0, 600, STARTING, -1, 0, true",
    "found and it holds nothing,            FOUND,    600, 600, UP,    0, 0, false",
    "found and it holds something,          FOUND,    600, 600, UP,    1, 0, true",
    "kept for a look,                       KEPT,     600,   1, UP,    0, 0, true",
    "kept long enough,                      KEPT,     600,   0, UP,    0, 0, false",
    "kept and retired,                      KEPT,       0, 600, UP,    0, 1, false",
  })
  void cell_staysAsLongAsItHasTo(
      String name, Why why, long since, long until, Life life, long held, int retire, boolean is) {
    Leaving cell = leaving(why, since, until);
    assertThat(left(TWO, cell, view(2, life, held, retire)))
        .as(name)
        .isEqualTo(is ? List.of(cell) : List.of());
  }

  /** Revisions were once scaled down since they had been marked, though they served again. */
  @Test
  void cellThatIsSelectedAgain_staysWhateverItsDeadline() {
    Leaving over = leaving(Why.DRAINING, 600, 0);
    Phase switching = new Phase.Switching(2, 1, NOW.plusSeconds(600));
    Phase back = new Phase.Switching(2, 3, NOW.plusSeconds(600));
    assertThat(left(back, over, view(1, Life.STARTING, 0, 1))).containsExactly(over);
    assertThat(left(back, over, view(2, Life.STARTING, 0, 1))).isEmpty();
    assertThat(left(switching, leaving(Why.DRAINING, 0, 600), view(2, Life.UP, 3, 0)))
        .as("it goes on leaving until it serves")
        .hasSize(1);
    assertThat(left(switching, leaving(Why.DRAINING, 0, 600), view(1, Life.UP, 3, 0)))
        .as("now it serves")
        .isEmpty();
  }

  @Test
  void cellThatIsToServe_leavesNoLonger() {
    Phase observing = new Phase.Observing(2, 1, NOW.plusSeconds(600));
    Leaving cell = leaving(Why.DRAINING, 0, 600);
    assertThat(left(observing, cell, view(1, Life.UP, 3, 0))).isEmpty();
    Phase staging = new Phase.Staging(1, 2, NOW.plusSeconds(600));
    assertThat(left(staging, cell, view(2, Life.UP, 3, 0))).isEmpty();
  }

  /** Of one that is left twice only the last counts. */
  @Test
  void cellThatServedInBetween_drainsAnew() {
    Leaving before = leaving(Why.DRAINING, 600, 600);
    Phase observing = new Phase.Observing(1, 2, NOW);
    assertThat(left(observing, before, view(2, Life.UP, 3, 0)))
        .containsExactly(new Leaving(1, Why.DRAINING, NOW, NOW.plus(SETTINGS.drain())));
    RolloutState moved =
        new RolloutState(new Phase.Stable(1), List.of(before), Optional.empty(), "");
    assertThat(Rollout.decide(Optional.of(moved), view(2, Life.UP, 3, 0), NOW).leaving())
        .containsExactly(new Leaving(1, Why.DRAINING, NOW, NOW.plus(SETTINGS.drain())));
  }

  @Test
  void nextLook_isDueWhenTheFirstOfAllIsOver() {
    Leaving soon = leaving(Why.DRAINING, 10, 600);
    Leaving late = leaving(Why.KEPT, 600, 300);
    Phase phase = new Phase.Staging(2, 3, NOW.plusSeconds(400));
    assertThat(due(phase, soon)).contains(NOW.plusSeconds(20));
    assertThat(due(phase, late)).contains(NOW.plusSeconds(300));
    assertThat(due(phase)).contains(NOW.plusSeconds(400));
    assertThat(due(new Phase.Staging(2, 3, NOW))).isEmpty();
    assertThat(due(TWO, leaving(Why.DRAINING, 30, 0))).isEmpty();
    assertThat(due(TWO)).isEmpty();
  }

  private static Optional<Instant> due(Phase phase, Leaving... cells) {
    return new RolloutState(phase, List.of(cells), Optional.empty(), "").due(NOW);
  }

  @Test
  void cellsThatHaveToBeThere_areThoseOfThePhaseAndThoseThatLeave() {
    RolloutState state =
        new RolloutState(
            new Phase.Staging(2, 3, NOW),
            List.of(leaving(Why.DRAINING, 0, Duration.ofHours(1).toSeconds())),
            Optional.empty(),
            "");
    assertThat(state.cells()).containsExactly(1, 2, 3);
    assertThat(TWO.cells()).containsExactly(2);
  }
}
