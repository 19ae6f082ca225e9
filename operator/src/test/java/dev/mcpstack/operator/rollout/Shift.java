package dev.mcpstack.operator.rollout;

import java.time.Duration;
import java.time.Instant;

/** Moves all that is absolute in a state towards the past. */
final class Shift {
  /** So long ago is as good as ever. */
  private static final Instant LONG_AGO = World.NOW.minus(Duration.ofMinutes(1));

  private Shift() {}

  static RolloutState of(RolloutState state, Duration by) {
    return new RolloutState(
        phase(state.phase(), by),
        state.leaving().stream()
            .map(cell ->
                new Leaving(
                    cell.revision(), cell.why(), at(cell.since(), by), at(cell.until(), by)))
            .toList(),
        state
            .failed()
            .map(failed ->
                new Failure(failed.revision(), failed.identity(), failed.why(), LONG_AGO)),
        state.retried());
  }

  private static Phase phase(Phase phase, Duration by) {
    return switch (phase) {
      case Phase.Bootstrapping(int revision, Instant due) ->
          new Phase.Bootstrapping(revision, at(due, by));
      case Phase.Stable stable -> stable;
      case Phase.Staging(int from, int to, Instant until) ->
          new Phase.Staging(from, to, at(until, by));
      case Phase.Verifying(int from, int to, Instant until) ->
          new Phase.Verifying(from, to, at(until, by));
      case Phase.AwaitingPromotion(int from, int to, Instant until) ->
          new Phase.AwaitingPromotion(from, to, at(until, by));
      case Phase.Switching(int from, int to, Instant until) ->
          new Phase.Switching(from, to, at(until, by));
      case Phase.Observing(int from, int to, Instant until) ->
          new Phase.Observing(from, to, at(until, by));
      case Phase.RollingBack(int from, int to, String why, Instant until) ->
          new Phase.RollingBack(from, to, why, at(until, by));
    };
  }

  private static Instant at(Instant time, Duration by) {
    Instant moved = time.minus(by);
    return moved.isBefore(LONG_AGO) ? LONG_AGO : moved;
  }
}
