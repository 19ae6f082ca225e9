package dev.mcpstack.operator.rollout;

import dev.mcpstack.stack.FailedStatus;
import dev.mcpstack.stack.LeavingStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import java.time.Instant;
import java.util.Optional;

/** The state of a rollout as a stack's status has it. */
public final class RolloutCodec {
  private RolloutCodec() {}

  /** As it is written down. */
  public static RolloutStatus status(RolloutState state) {
    Phase phase = state.phase();
    Optional<String> why =
        phase instanceof Phase.RollingBack(int _, int _, String because, Instant _)
            ? Optional.of(cut(because))
            : Optional.empty();
    return new RolloutStatus(
        name(phase),
        phase.other().map(_ -> from(phase)),
        to(phase),
        phase.deadline(),
        why,
        state.leaving().stream().map(RolloutCodec::leaving).toList(),
        state.failed().map(RolloutCodec::failed),
        Optional.of(state.retried()).filter(text -> !text.isEmpty()));
  }

  private static RolloutPhase name(Phase phase) {
    return switch (phase) {
      case Phase.Bootstrapping _ -> RolloutPhase.BOOTSTRAPPING;
      case Phase.Stable _ -> RolloutPhase.STABLE;
      case Phase.Staging _ -> RolloutPhase.STAGING;
      case Phase.Verifying _ -> RolloutPhase.VERIFYING;
      case Phase.AwaitingPromotion _ -> RolloutPhase.AWAITING_PROMOTION;
      case Phase.Switching _ -> RolloutPhase.SWITCHING;
      case Phase.Observing _ -> RolloutPhase.OBSERVING;
      case Phase.RollingBack _ -> RolloutPhase.ROLLING_BACK;
    };
  }

  private static int from(Phase phase) {
    return switch (phase) {
      case Phase.Before before -> before.from();
      case Phase.Observing observing -> observing.from();
      case Phase.RollingBack back -> back.from();
      case Phase.Bootstrapping _, Phase.Stable _ -> phase.stable();
    };
  }

  private static int to(Phase phase) {
    return switch (phase) {
      case Phase.Before before -> before.to();
      case Phase.Observing observing -> observing.to();
      case Phase.RollingBack back -> back.to();
      case Phase.Bootstrapping _, Phase.Stable _ -> phase.stable();
    };
  }

  private static LeavingStatus leaving(Leaving cell) {
    LeavingStatus.Why why =
        switch (cell.why()) {
          case DRAINING -> LeavingStatus.Why.DRAINING;
          case FOUND -> LeavingStatus.Why.FOUND;
          case KEPT -> LeavingStatus.Why.KEPT;
        };
    return new LeavingStatus(cell.revision(), why, cell.since(), cell.until());
  }

  private static FailedStatus failed(Failure failure) {
    return new FailedStatus(
        failure.revision(), failure.identity(), cut(failure.why()), failure.at());
  }

  private static String cut(String text) {
    return text.length() > RolloutStatus.MESSAGE ? text.substring(0, RolloutStatus.MESSAGE) : text;
  }

  /** What was written down; empty if it makes no sense, since somebody has changed it. */
  public static Optional<RolloutState> state(RolloutStatus status) {
    return phase(status)
        .map(phase ->
            new RolloutState(
                phase,
                status.leaving().stream().map(RolloutCodec::leaving).toList(),
                status.failed().map(RolloutCodec::failed),
                status.retried().orElse("")));
  }

  private static Optional<Phase> phase(RolloutStatus status) {
    int to = status.to();
    Instant until = status.deadline().orElse(null);
    if (status.phase() == RolloutPhase.STABLE) {
      return Optional.of(new Phase.Stable(to));
    }
    if (until == null) {
      return Optional.empty();
    }
    if (status.phase() == RolloutPhase.BOOTSTRAPPING) {
      return Optional.of(new Phase.Bootstrapping(to, until));
    }
    return status
        .from()
        .map(from ->
            switch (status.phase()) {
              case STABLE -> new Phase.Stable(to);
              case BOOTSTRAPPING -> new Phase.Bootstrapping(to, until);
              case STAGING -> new Phase.Staging(from, to, until);
              case VERIFYING -> new Phase.Verifying(from, to, until);
              case AWAITING_PROMOTION -> new Phase.AwaitingPromotion(from, to, until);
              case SWITCHING -> new Phase.Switching(from, to, until);
              case OBSERVING -> new Phase.Observing(from, to, until);
              case ROLLING_BACK -> new Phase.RollingBack(from, to, status.why().orElse(""), until);
            });
  }

  private static Leaving leaving(LeavingStatus cell) {
    Leaving.Why why =
        switch (cell.why()) {
          case DRAINING -> Leaving.Why.DRAINING;
          case FOUND -> Leaving.Why.FOUND;
          case KEPT -> Leaving.Why.KEPT;
        };
    return new Leaving(cell.revision(), why, cell.since(), cell.until());
  }

  private static Failure failed(FailedStatus failed) {
    return new Failure(failed.revision(), failed.identity(), failed.why(), failed.at());
  }
}
