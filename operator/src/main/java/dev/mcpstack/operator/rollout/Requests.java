package dev.mcpstack.operator.rollout;

import dev.mcpstack.stack.RolloutSpec;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What people ask of rollouts in the specification. Each names a revision, so that one that is left
 * there means nothing to the next release.
 *
 * @param paused whether rollouts go no further; what is bad is still taken back
 * @param promote the revision that may serve
 * @param abort the revision that must not
 * @param rollback the revision to serve whatever the rest of the specification says
 * @param retry any text; another one tries the failed release again
 * @param retire the revision whose cell is to go, whatever it still holds
 */
public record Requests(
    boolean paused,
    OptionalInt promote,
    OptionalInt abort,
    OptionalInt rollback,
    String retry,
    OptionalInt retire) {
  /** None. */
  public static final Requests NONE =
      new Requests(
          false,
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          "",
          OptionalInt.empty());

  /** What a stack says. */
  public static Requests of(RolloutSpec spec) {
    return new Requests(
        spec.paused(),
        revision(spec.promote()),
        revision(spec.abort()),
        revision(spec.rollback()),
        spec.retry().orElse(""),
        revision(spec.retire()));
  }

  private static OptionalInt revision(Optional<Integer> asked) {
    return asked.map(OptionalInt::of).orElse(OptionalInt.empty());
  }

  boolean promotes(int revision) {
    return is(promote, revision) && !aborts(revision);
  }

  boolean aborts(int revision) {
    return is(abort, revision);
  }

  boolean retires(int revision) {
    return is(retire, revision);
  }

  private static boolean is(OptionalInt asked, int revision) {
    return asked.isPresent() && asked.getAsInt() == revision;
  }
}
