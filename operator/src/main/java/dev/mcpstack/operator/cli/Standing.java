package dev.mcpstack.operator.cli;

import dev.mcpstack.stack.FailedStatus;
import dev.mcpstack.stack.LeavingStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What a revision is doing, in a few words. */
final class Standing {
  private Standing() {}

  static String of(Seen stack, int revision) {
    return stack
        .rollout()
        .map(rollout -> of(stack, rollout, revision))
        .orElse(revision == stack.active() ? "serves" : "kept");
  }

  private static String of(Seen stack, RolloutStatus rollout, int revision) {
    boolean from = rollout.from().filter(number -> number == revision).isPresent();
    boolean to = rollout.to() == revision;
    return (to ? coming(rollout.phase()) : Optional.<String>empty())
        .or(() -> from ? former(rollout.phase()) : Optional.empty())
        .or(() -> revision == stack.active() ? Optional.of("serves") : leaving(rollout, revision))
        .or(() ->
            rollout
                .failed()
                .filter(failed -> failed.revision() == revision)
                .map(FailedStatus::why)
                .map(why -> "failed: " + why))
        .orElse("kept");
  }

  private static Optional<String> coming(RolloutPhase phase) {
    return switch (phase) {
      case BOOTSTRAPPING -> Optional.of("is brought up");
      case STAGING -> Optional.of("is brought up");
      case VERIFYING -> Optional.of("is checked");
      case AWAITING_PROMOTION -> Optional.of("waits to be promoted");
      case SWITCHING -> Optional.of("takes over");
      case OBSERVING -> Optional.of("serves, is watched");
      case ROLLING_BACK -> Optional.of("is to serve again");
      case STABLE -> Optional.empty();
    };
  }

  private static Optional<String> former(RolloutPhase phase) {
    return switch (phase) {
      case OBSERVING -> Optional.of("stands by");
      case ROLLING_BACK -> Optional.of("is taken back");
      case BOOTSTRAPPING, STABLE, STAGING, VERIFYING, AWAITING_PROMOTION, SWITCHING ->
          Optional.empty();
    };
  }

  private static Optional<String> leaving(RolloutStatus rollout, int revision) {
    return rollout.leaving().stream()
        .filter(cell -> cell.revision() == revision)
        .map(cell -> leaving(cell) + " until " + at(cell.until()))
        .findFirst();
  }

  private static String leaving(LeavingStatus cell) {
    return switch (cell.why()) {
      case DRAINING -> "drains,";
      case FOUND -> "was found, may still hold something,";
      case KEPT -> "failed, kept for a look";
    };
  }

  private static String at(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
