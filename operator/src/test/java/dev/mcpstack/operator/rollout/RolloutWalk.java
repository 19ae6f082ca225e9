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
import java.util.function.Consumer;

/**
 * Goes through every situation that a rollout can get into by events in any order, with an operator
 * that dies before, between and after its writes, and sees to it that each keeps what is promised.
 */
final class RolloutWalk {
  private static final int MOST_REVISIONS = 3;

  /** A situation, and how much may still happen to it from outside. */
  record Node(World world, int changes, int requests, int accidents) {
    Node at(World next) {
      return new Node(next, changes, requests, accidents);
    }
  }

  private final RolloutSettings how;
  private final Consumer<Step> steps;
  private final Set<Node> seen = new HashSet<>();
  private final Deque<Node> open = new ArrayDeque<>();

  /**
   * A walk that has not begun.
   *
   * @param steps is told of each edge that is taken
   */
  RolloutWalk(RolloutSettings how, Consumer<Step> steps) {
    this.how = how;
    this.steps = steps;
  }

  private void reach(Node node) {
    if (node.world().cells().size() <= MOST_REVISIONS && seen.add(node)) {
      open.add(node);
    }
  }

  /** All situations that come of one. */
  Set<Node> from(Node start) {
    reach(start);
    while (!open.isEmpty()) {
      Node node = open.poll();
      look(node);
      pods(node);
      time(node);
      people(node);
      accidents(node);
    }
    return seen;
  }

  private void look(Node node) {
    World before = node.world();
    RolloutView view = before.view(how);
    RolloutState next = Rollout.decide(before.state(), view, World.NOW);
    assertThat(Step.last(before.state(), view, steps)).isEqualTo(next);
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

  static World.Pods checked(World.Pods pods, Check check) {
    return new World.Pods(pods.identity(), pods.life(), check, pods.bad(), pods.empty());
  }

  private void time(Node node) {
    due(node.world()).ifPresent(wait -> reach(node.at(node.world().later(wait))));
  }

  static Optional<Duration> due(World world) {
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

  static Requests asked(
      boolean paused, int promote, int abort, int rollback, String retry, int retire) {
    return new Requests(paused, of(promote), of(abort), of(rollback), retry, of(retire));
  }

  private static OptionalInt of(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }

  private Desired wanted(World world) {
    RolloutView view = world.view(how);
    return Desired.of(Rollout.decide(world.state(), view, World.NOW), view);
  }

  private void accidents(Node node) {
    if (node.accidents() == 0) {
      return;
    }
    World world = node.world();
    Node less = new Node(world, node.changes(), node.requests(), node.accidents() - 1);
    if (world.state().isPresent()) {
      World wiped = world.with(Optional.<RolloutState>empty());
      reach(less.at(wiped));
      if (world.serves(world.selected())) {
        Desired forgetful = wanted(wiped);
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
}
