package dev.mcpstack.operator.rollout;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where a rollout is. Deadlines are absolute, so that nothing that happens meanwhile moves them,
 * and end with the phase that they belong to.
 */
public sealed interface Phase {
  /** A cell that served before, or does: the one to go back to. */
  int stable();

  /** The other cell that the phase is about. */
  default Optional<Integer> other() {
    return Optional.empty();
  }

  /** When it ends by itself, however it stands. */
  default Optional<Instant> deadline() {
    return Optional.empty();
  }

  /** The cells that have to be there. */
  default Set<Integer> cells() {
    Set<Integer> cells = new TreeSet<>(Set.of(stable()));
    other().ifPresent(cells::add);
    return cells;
  }

  /**
   * No cell of the stack has ever served.
   *
   * @param revision of the cell that is to
   * @param due when it should be complete; later it is said to be late
   */
  record Bootstrapping(int revision, Instant due) implements Phase {
    @Override
    public int stable() {
      return revision;
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(due);
    }
  }

  /**
   * Nothing moves.
   *
   * @param revision of the cell that serves
   */
  record Stable(int revision) implements Phase {
    @Override
    public int stable() {
      return revision;
    }
  }

  /** A cell is brought up beside the one that serves. */
  record Staging(int from, int to, Instant until) implements Before {}

  /** It is complete, and is being checked by its preview. */
  record Verifying(int from, int to, Instant until) implements Before {}

  /** It passed its checks, and somebody has to promote it. */
  record AwaitingPromotion(int from, int to, Instant until) implements Before {}

  /** The selector is being written. */
  record Switching(int from, int to, Instant until) implements Before {}

  /**
   * Before the switch a failure costs nobody anything: the new cell goes, the old one serves on.
   */
  sealed interface Before extends Phase {
    /** The revision that serves. */
    int from();

    /** The revision that is to. */
    int to();

    /** When it has failed if it has come no further. */
    Instant until();

    @Override
    default int stable() {
      return from();
    }

    @Override
    default Optional<Integer> other() {
      return Optional.of(to());
    }

    @Override
    default Optional<Instant> deadline() {
      return Optional.of(until());
    }
  }

  /**
   * The new cell serves and is watched; the old one stands by in full.
   *
   * @param from the revision that served
   * @param to the revision that serves
   * @param until when it is taken for good
   */
  record Observing(int from, int to, Instant until) implements Phase {
    @Override
    public int stable() {
      return from;
    }

    @Override
    public Optional<Integer> other() {
      return Optional.of(to);
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }

  /**
   * The selector is being written back.
   *
   * @param from the revision that is bad
   * @param to the revision that served before it
   * @param why a sentence
   * @param until when it is given up, since the former cell does not answer either
   */
  record RollingBack(int from, int to, String why, Instant until) implements Phase {
    @Override
    public int stable() {
      return to;
    }

    @Override
    public Optional<Integer> other() {
      return Optional.of(from);
    }

    @Override
    public Optional<Instant> deadline() {
      return Optional.of(until);
    }
  }
}
