package dev.mcpstack.operator.rollout;

import static dev.mcpstack.operator.rollout.World.NOW;
import static dev.mcpstack.operator.rollout.World.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.World.Life;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a stack of which nothing is written down, and of what it asks for. */
final class FoundTest {
  /** Lives of revisions 1 and on, made of A, B and on; - is one without pods. */
  private static World world(int selected, String lives, String identity, int rollback) {
    TreeMap<Integer, World.Pods> cells = new TreeMap<>();
    for (String life : lives.equals("none") ? new String[0] : lives.split(" ", -1)) {
      int number = cells.size() + 1;
      cells.put(
          number,
          World.Pods.made(String.valueOf((char) ('A' + cells.size())))
              .with(life.equals("-") ? Life.GONE : Life.valueOf(life)));
    }
    Requests requests =
        new Requests(
            false,
            OptionalInt.empty(),
            OptionalInt.empty(),
            rollback == 0 ? OptionalInt.empty() : OptionalInt.of(rollback),
            "again",
            OptionalInt.empty());
    return new World(selected, cells, identity, false, requests, Optional.empty());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "nothing,                            0, none,        A, 0, Bootstrapping, 1, ''",
    "a revision that is not kept,        0, none,        A, 7, Bootstrapping, 1, ''",
    "the selector and nothing else,      4, none,        A, 0, Bootstrapping, 4, ''",
    "one that serves,                    1, UP,          A, 0, Stable,        1, ''",
    "one that serves in part,            1, HALF,        A, 0, Stable,        1, ''",
    "one that starts,                    1, STARTING,    A, 0, Bootstrapping, 1, ''",
    "one that starts beside another,     1, STARTING UP, A, 0, Stable,        1, 2",
    "the older one serves,               1, UP UP,       A, 0, Stable,        1, 2",
    "one is remembered alone,            2, - UP,        A, 0, Stable,        2, ''",
    "the selector is lost,               0, UP UP,       A, 0, Stable,        2, 1",
    "it is lost and the newest starts,   0, UP STARTING, A, 0, Stable,        1, 2",
    "it is lost and none serves,         0, STARTING -,  C, 0, Bootstrapping, 3, 1",
    "none serves of what is asked for,   0, STARTING -,  A, 0, Bootstrapping, 1, ''",
  })
  void stackOfWhichNothingIsWrittenDown_isTakenAsItIs(
      String name,
      int selected,
      String lives,
      String identity,
      int rollback,
      String phase,
      int revision,
      String leaving) {
    World world = world(selected, lives, identity, rollback);
    RolloutState found = Rollout.decide(Optional.empty(), world.view(SETTINGS), NOW);
    assertThat(found)
        .as(name)
        .isEqualTo(
            new RolloutState(
                phase.equals("Stable")
                    ? new Phase.Stable(revision)
                    : new Phase.Bootstrapping(revision, NOW.plus(SETTINGS.progress())),
                Arrays.stream(leaving.split(" ", -1))
                    .filter(number -> !number.isEmpty())
                    .map(number ->
                        new Leaving(
                            Integer.parseInt(number),
                            Leaving.Why.FOUND,
                            NOW,
                            NOW.plus(SETTINGS.drain())))
                    .toList(),
                Optional.empty(),
                "again"));
  }

  private static OptionalInt target(Phase phase, World world) {
    return Rollout.target(
        new RolloutState(phase, List.of(), Optional.empty(), ""), world.view(SETTINGS));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "it serves,                        2, UP UP,   B, 0, 2",
    "its pods are there,               2, UP UP,   A, 0, 1",
    "it is only remembered,            2, - UP,    A, 0, 3",
    "remembered and selected,          1, - UP,    A, 0, 1",
    "the newest is only remembered,    1, UP -,    B, 0, 2",
    "it is new,                        2, UP UP,   C, 0, 3",
    "the selector is ahead,            7, UP UP,   C, 0, 8",
    "it is taken back,                 2, - UP,    B, 1, 1",
    "it is taken back to what is not,  2, UP UP,   B, 9, 0",
  })
  void release_isMadeAnewUnlessItIsThere(
      String name, int selected, String lives, String identity, int rollback, int number) {
    OptionalInt target = target(new Phase.Stable(2), world(selected, lives, identity, rollback));
    assertThat(target.orElse(0)).as(name).isEqualTo(number);
  }

  /** Of several of the same release that a phase is about goes on. */
  @Test
  void releaseThatIsThereTwice_isThatOfThePhase() {
    TreeMap<Integer, World.Pods> cells = new TreeMap<>();
    for (int number = 1; number <= 4; number++) {
      cells.put(number, World.Pods.made("A").with(Life.UP));
    }
    World world = new World(1, cells, "A", false, Requests.NONE, Optional.empty());
    assertThat(target(new Phase.Stable(2), world)).hasValue(2);
    assertThat(target(new Phase.Staging(9, 3, NOW), world)).hasValue(3);
    assertThat(target(new Phase.Staging(1, 3, NOW), world)).hasValue(1);
    assertThat(target(new Phase.Stable(9), world)).hasValue(4);
    cells.replaceAll((_, pods) -> pods.with(Life.GONE));
    World remembered = new World(4, cells, "A", false, Requests.NONE, Optional.empty());
    assertThat(target(new Phase.Staging(9, 3, NOW), remembered)).hasValue(3);
  }
}
