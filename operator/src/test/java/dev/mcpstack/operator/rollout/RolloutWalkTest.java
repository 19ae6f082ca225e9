package dev.mcpstack.operator.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.World.Life;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Goes through every situation that a rollout can get into by events in any order, with an operator
 * that dies before, between and after its writes, and sees to it that each keeps what is promised.
 */
final class RolloutWalkTest {
  private static final int MOST_REVISIONS = 3;
  private static final int REST = 60;

  /** A situation, and how much may still happen to it from outside. */
  private record Node(World world, int changes, int requests, int accidents) {
    Node at(World next) {
      return new Node(next, changes, requests, accidents);
    }
  }

  private final RolloutSettings settings = World.SETTINGS;
  private final Set<Node> seen = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();

  private void reach(Node node) {
    if (node.world().cells().size() <= MOST_REVISIONS && seen.add(node)) {
      open.add(node);
    }
  }

  private int walk(Node start, RolloutSettings how) {
    reach(start);
    while (!open.isEmpty()) {
      Node node = open.poll();
      look(node, how);
      pods(node);
      time(node);
      people(node);
      accidents(node, how);
    }
    return seen.size();
  }

  private void look(Node node, RolloutSettings how) {
    World before = node.world();
    RolloutView view = before.view(how);
    RolloutState next = Rollout.decide(before.state(), view, World.NOW);
    if (before.state().isPresent()) {
      assertThat(Rollout.decide(Optional.of(next), view, World.NOW))
          .as("%s", before)
          .isEqualTo(next);
    }
    isPromised(before, next);
    World written = before.with(Optional.of(next));
    Desired desired = Desired.of(next, view);
    World last = carries(node, next, written.carriedOut(desired));
    assertThat(last.selected()).isPositive();
    if (node.accidents() > 0) {
      Node less = new Node(last, node.changes(), node.requests(), node.accidents() - 1);
      carries(less, next, written.carriedOut(desired, false));
    }
  }

  private World carries(Node node, RolloutState intent, List<World> steps) {
    World last = steps.getFirst();
    for (World step : steps) {
      moves(last, step, intent);
      reach(node.at(step));
      last = step;
    }
    return last;
  }

  /** What is intended. */
  private static void isPromised(World before, RolloutState next) {
    assertThat(next.leaving()).extracting(Leaving::revision).doesNotHaveDuplicates();
    assertThat(next.phase() instanceof Phase.Stable || next.phase().deadline().isPresent())
        .as("a deadline: %s", next)
        .isTrue();
    assertThat(next.phase().deadline().filter(World.NOW::isAfter))
        .as("one that has passed has fired: %s", next)
        .matches(passed ->
            passed.isEmpty()
                || next.phase() instanceof Phase.Bootstrapping
                || before.requests().paused());
    boolean asked = before.state().isPresent();
    if (asked && next.phase() instanceof Phase.Before phase) {
      Optional<Failure> failed = before.state().get().failed();
      boolean same =
          before.cells().containsKey(phase.to())
              && failed
                  .filter(each -> each.identity().equals(before.identity(phase.to())))
                  .isPresent();
      boolean begun = before.state().get().phase().other().filter(to -> to == phase.to()).isEmpty();
      assertThat(same && begun && before.requests().retry().equals(before.state().get().retried()))
          .as("a failed release is not tried again: %s", before)
          .isFalse();
    }
  }

  /** What one write does. */
  private static void moves(World from, World to, RolloutState intent) {
    if (from.selected() != to.selected() && from.selected() != 0) {
      assertThat(to.serves(to.selected()) || !from.serves(from.selected()))
          .as("from a cell that answers to one that does: %s", to)
          .isTrue();
    }
    for (int number : from.cells().keySet()) {
      if (from.life(number) != Life.GONE && to.life(number) == Life.GONE) {
        assertThat(number).as("the cell that serves stays: %s", from).isNotEqualTo(to.selected());
        assertThat(intent.phase().cells())
            .as("one that stands by stays: %s", from)
            .doesNotContain(number);
      }
    }
  }

  private void pods(Node node) {
    World world = node.world();
    for (int number : world.cells().keySet()) {
      Life life = world.life(number);
      if (life == Life.GONE || world.suspended()) {
        continue;
      }
      for (Life next : List.of(Life.STARTING, Life.HALF, Life.UP)) {
        if (next != life) {
          reach(node.at(world.with(number, pods -> pods.with(next))));
        }
      }
    }
    world.state().map(RolloutState::phase).ifPresent(phase -> signs(node, phase));
    world.state().stream()
        .flatMap(state -> state.leaving().stream())
        .forEach(cell ->
            reach(
                node.at(
                    world.with(
                        cell.revision(),
                        pods ->
                            new World.Pods(
                                pods.identity(), pods.life(), pods.check(), pods.bad(), true)))));
  }

  private void signs(Node node, Phase phase) {
    if (phase instanceof Phase.Verifying verifying) {
      for (Check check : List.of(new Check.Passed(), new Check.Failed("It gives wrong answers."))) {
        reach(node.at(node.world().with(verifying.to(), pods -> checked(pods, check))));
      }
    }
    if (phase instanceof Phase.Observing observing) {
      Check wrong = new Check.Failed("It gives wrong answers.");
      reach(node.at(node.world().with(observing.to(), pods -> checked(pods, wrong))));
      reach(
          node.at(
              node.world()
                  .with(
                      observing.to(),
                      pods ->
                          new World.Pods(
                              pods.identity(), pods.life(), pods.check(), true, false))));
    }
  }

  private static World.Pods checked(World.Pods pods, Check check) {
    return new World.Pods(pods.identity(), pods.life(), check, pods.bad(), pods.empty());
  }

  private void time(Node node) {
    due(node.world()).ifPresent(wait -> reach(node.at(node.world().later(wait))));
  }

  private static Optional<Duration> due(World world) {
    return world
        .state()
        .flatMap(state -> state.due(World.NOW))
        .map(due -> Duration.between(World.NOW, due));
  }

  private void people(Node node) {
    World world = node.world();
    if (node.changes() > 0) {
      for (String other : List.of("A", "B", "C")) {
        if (!other.equals(world.identity())) {
          reach(
              new Node(world.asking(other), node.changes() - 1, node.requests(), node.accidents()));
        }
      }
    }
    if (node.requests() > 0) {
      for (Requests next : requests(world)) {
        reach(new Node(world.with(next), node.changes(), node.requests() - 1, node.accidents()));
      }
    }
  }

  private static List<Requests> requests(World world) {
    List<Requests> all = new ArrayList<>();
    Requests now = world.requests();
    all.add(asked(!now.paused(), 0, 0, 0, now.retry(), 0));
    all.add(asked(now.paused(), 0, 0, 0, now.retry() + "x", 0));
    for (int number : world.cells().keySet()) {
      all.add(asked(now.paused(), number, 0, 0, now.retry(), 0));
      all.add(asked(now.paused(), 0, number, 0, now.retry(), 0));
      all.add(asked(now.paused(), 0, 0, number, now.retry(), 0));
      all.add(asked(now.paused(), 0, 0, 0, now.retry(), number));
    }
    all.add(asked(false, 0, 0, 9, now.retry(), 0));
    return all;
  }

  private static Requests asked(
      boolean paused, int promote, int abort, int rollback, String retry, int retire) {
    return new Requests(paused, of(promote), of(abort), of(rollback), retry, of(retire));
  }

  private static OptionalInt of(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private static Desired wanted(World world, RolloutSettings how) {
    RolloutView view = world.view(how);
    return Desired.of(Rollout.decide(world.state(), view, World.NOW), view);
  }

  private void accidents(Node node, RolloutSettings how) {
    if (node.accidents() == 0) {
      return;
    }
    World world = node.world();
    Node less = new Node(world, node.changes(), node.requests(), node.accidents() - 1);
    if (world.state().isPresent()) {
      World wiped = world.with(Optional.<RolloutState>empty());
      reach(less.at(wiped));
      if (world.serves(world.selected())) {
        Desired forgetful = wanted(wiped, how);
        assertThat(forgetful.active())
            .as("losing what was written down moves nothing: %s", world)
            .isEqualTo(world.selected());
        assertThat(forgetful.cells()).contains(world.selected());
      }
    }
    reach(less.at(world.suspended(!world.suspended())));
    reach(less.at(world.selecting(0)));
    world.cells().keySet().forEach(number -> reach(less.at(world.selecting(number))));
  }

  /** Of changes of the specification, requests and accidents, so many each on every path. */
  @ParameterizedTest
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
    RolloutSettings how =
        new RolloutSettings(
            settings.progress(),
            settings.verification(),
            automatic,
            settings.promotion(),
            settings.observation(),
            settings.drain(),
            settings.keep());
    int situations = walk(start, how);
    assertThat(situations).isGreaterThan(1_000);
    seen.forEach(node -> comesToRest(node.world(), how, false));
    seen.forEach(node -> comesToRest(node.world(), how, true));
  }

  /** Left alone, with pods that all come up or none, it ends, and what ends it is time. */
  private static void comesToRest(World start, RolloutSettings how, boolean fair) {
    World world = start.with(asked(false, 0, 0, 0, start.requests().retry(), 0));
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
        Optional<Duration> wait = due(world);
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
        pods.life() == Life.GONE ? pods : checked(pods.with(Life.UP), new Check.Passed()));
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
