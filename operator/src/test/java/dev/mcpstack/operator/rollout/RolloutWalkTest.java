package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.RolloutWalk.Node;
import dev.mcpstack.operator.rollout.World.Life;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every situation that a rollout can get into keeps what is promised, and comes to rest. */
final class RolloutWalkTest {
  private static final int REST = 60;

  private final RolloutSettings settings = World.SETTINGS;

  /** Of changes of the specification, requests and accidents, so many each on every path. */
  @ParameterizedTest
  @Tag("walk")
  @CsvSource({"true, 1, 1, 0", "true, 1, 0, 1", "false, 1, 0, 0"})
  void everySituation_keepsWhatIsPromised(
      boolean automatic, int changes, int requests, int accidents) {
    walks(automatic, new Node(World.empty("A"), changes, requests, accidents));
  }

  /** Millions of situations. */
  @ParameterizedTest
  @Tag("full")
  @CsvSource({"true, 1, 1, 1", "false, 1, 1, 1", "true, 2, 0, 0"})
  void everySituation_withMoreOnEachPath(
      boolean automatic, int changes, int requests, int accidents) {
    walks(automatic, new Node(World.empty("A"), changes, requests, accidents));
  }

  private void walks(boolean automatic, Node start) {
    RolloutSettings how = Views.automatic(automatic);
    Set<Node> seen = new RolloutWalk(how, Edge::isDeclared).from(start);
    assertThat(seen).hasSizeGreaterThan(1_000);
    seen.forEach(node -> comesToRest(node.world(), how, false));
    seen.forEach(node -> comesToRest(node.world(), how, true));
  }

  /** Left alone, with pods that all come up or none, it ends, and what ends it is time. */
  private static void comesToRest(World start, RolloutSettings how, boolean fair) {
    World world = start.with(RolloutWalk.asked(false, 0, 0, 0, start.requests().retry(), 0));
    if (world.suspended()) {
      return;
    }
    for (int look = 0; look < REST; look++) {
      RolloutView view = world.view(how);
      RolloutState next = Rollout.decide(world.state(), view, World.NOW);
      World done = world.with(Optional.of(next)).carriedOut(Desired.of(next, view)).getLast();
      if (fair) {
        done = allUp(done);
      }
      if (done.equals(world)) {
        Optional<Duration> wait = RolloutWalk.due(world);
        if (wait.isEmpty()) {
          isAtRest(world, fair);
          return;
        }
        done = world.later(wait.get());
      }
      world = done;
    }
    throw new AssertionError("it never rests: " + start + " is now " + world);
  }

  private static World allUp(World world) {
    TreeMap<Integer, World.Pods> cells = new TreeMap<>(world.cells());
    cells.replaceAll((_, pods) ->
        pods.life() == Life.GONE
            ? pods
            : RolloutWalk.checked(pods.with(Life.UP), new Check.Passed()));
    return new World(
        world.selected(), cells, world.identity(), false, world.requests(), world.state());
  }

  private static void isAtRest(World world, boolean fair) {
    RolloutState state = world.state().orElseThrow();
    assertThat(state.leaving()).isEmpty();
    assertThat(state.phase()).isInstanceOfAny(Phase.Stable.class, Phase.Bootstrapping.class);
    assertThat(state.phase().stable()).as("%s", world).isEqualTo(world.selected());
    if (fair) {
      assertThat(world.serves(world.selected())).isTrue();
      assertThat(
              state.failed().isPresent()
                  || world.identity(world.selected()).equals(world.identity()))
          .as("what is asked for, or a reason: %s", world)
          .isTrue();
    }
  }

  @Test
  void firstInstall_servesWhenItIsComplete() {
    World world = World.empty("A");
    RolloutView view = world.view(settings);
    RolloutState first = Rollout.decide(Optional.empty(), view, World.NOW);
    assertThat(first.phase())
        .isEqualTo(new Phase.Bootstrapping(1, World.NOW.plus(settings.progress())));
    World up =
        world
            .with(Optional.of(first))
            .carriedOut(Desired.of(first, view))
            .getLast()
            .with(1, pods -> pods.with(Life.UP));
    assertThat(Rollout.decide(up.state(), up.view(settings), World.NOW).phase())
        .isEqualTo(new Phase.Stable(1));
  }
}
