package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.rollout.CellView.Check;
import dev.mcpstack.operator.rollout.CellView.Health;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * A cluster as far as rollouts know it: what serves, what is there, what people ask for, and what
 * the operator wrote down. Time is what has passed since the last event; all that is absolute moves
 * instead, so that equal situations are equal.
 *
 * @param selected the revision in the selector; 0 if there is none
 * @param cells all revisions
 * @param identity what the stack asks for
 * @param suspended whether it is
 * @param requests of people
 * @param state what was written down
 */
record World(
    int selected,
    TreeMap<Integer, Pods> cells,
    String identity,
    boolean suspended,
    Requests requests,
    Optional<RolloutState> state) {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final RolloutSettings SETTINGS =
      new RolloutSettings(
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          true,
          Duration.ofMinutes(10),
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          Duration.ofMinutes(10));

  /** The pods of a cell. */
  enum Life {
    GONE,
    STARTING,
    UP,
    /** Its gateway answers, others do not. */
    HALF
  }

  /**
   * A cell.
   *
   * @param identity what it was made from
   * @param life its pods
   * @param check what its checks found
   * @param bad whether calls fare badly
   * @param empty whether it holds nothing
   */
  record Pods(String identity, Life life, Check check, boolean bad, boolean empty) {
    static Pods made(String identity) {
      return new Pods(identity, Life.STARTING, new Check.Pending(), false, false);
    }

    Pods with(Life next) {
      return new Pods(identity, next, check, bad, empty);
    }

    boolean serves() {
      return life == Life.UP || life == Life.HALF;
    }
  }

  static World empty(String identity) {
    return new World(0, new TreeMap<>(), identity, false, Requests.NONE, Optional.empty());
  }

  RolloutView view(RolloutSettings settings) {
    Map<Integer, CellView> seen = new TreeMap<>();
    cells.forEach((number, pods) ->
        seen.put(
            number,
            new CellView(
                number,
                pods.identity(),
                pods.life() != Life.GONE,
                pods.life() == Life.UP,
                pods.serves(),
                Optional.empty(),
                "",
                pods.check(),
                pods.bad() ? new Health.Bad("Its calls fail.") : new Health.Good(),
                pods.empty() ? OptionalLong.of(0) : OptionalLong.empty())));
    return new RolloutView(
        selected == 0 ? OptionalInt.empty() : OptionalInt.of(selected),
        seen,
        identity,
        suspended,
        Optional.empty(),
        requests,
        settings);
  }

  World with(int revision, UnaryOperator<Pods> change) {
    TreeMap<Integer, Pods> next = new TreeMap<>(cells);
    next.compute(revision, (_, pods) -> pods == null ? null : change.apply(pods));
    return new World(selected, next, identity, suspended, requests, state);
  }

  World with(Optional<RolloutState> written) {
    return new World(selected, cells, identity, suspended, requests, written);
  }

  World with(Requests asked) {
    return new World(selected, cells, identity, suspended, asked, state);
  }

  World asking(String other) {
    return new World(selected, cells, other, suspended, requests, state);
  }

  World suspended(boolean now) {
    TreeMap<Integer, Pods> next = new TreeMap<>(cells);
    next.replaceAll((_, pods) -> pods.life() == Life.GONE ? pods : pods.with(Life.STARTING));
    return new World(selected, next, identity, now, requests, state);
  }

  World selecting(int revision) {
    return new World(revision, cells, identity, suspended, requests, state);
  }

  /**
   * What the operator has done of what it wants, in its order, when it dies; all if it does not.
   */
  List<World> carriedOut(Desired desired) {
    return carriedOut(desired, true);
  }

  /** The same where the selector may not be written, which holds up nothing else. */
  List<World> carriedOut(Desired desired, boolean writable) {
    List<World> steps = new ArrayList<>();
    World at = this;
    steps.add(at);
    for (int number : desired.cells()) {
      if (number != 0 && at.life(number) == Life.GONE) {
        TreeMap<Integer, Pods> next = new TreeMap<>(at.cells);
        next.compute(
            number, (_, pods) -> pods == null ? Pods.made(identity) : Pods.made(pods.identity()));
        at = new World(at.selected, next, identity, suspended, requests, state);
        steps.add(at);
      }
    }
    if (writable && at.selected != desired.active()) {
      at = at.selecting(desired.active());
      steps.add(at);
    }
    for (int number : List.copyOf(at.cells.keySet())) {
      if (!desired.cells().contains(number) && at.life(number) != Life.GONE) {
        at = at.with(number, pods -> pods.with(Life.GONE));
        steps.add(at);
      }
    }
    return steps;
  }

  Life life(int revision) {
    return pods(revision).map(Pods::life).orElse(Life.GONE);
  }

  boolean serves(int revision) {
    return pods(revision).filter(Pods::serves).isPresent();
  }

  Optional<Pods> pods(int revision) {
    return Optional.ofNullable(cells.get(revision));
  }

  /** What a revision was made from; nothing if there is none. */
  String identity(int revision) {
    return pods(revision).map(Pods::identity).orElse("");
  }

  /** Time goes by: whatever was due after a while is due so much sooner. */
  World later(Duration passed) {
    return with(state.map(each -> Shift.of(each, passed)));
  }
}
