package dev.mcpstack.operator.cli;

import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutSpec;
import dev.mcpstack.stack.RolloutStatus;
import dev.mcpstack.stack.StackStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A stack as it was read, once.
 *
 * @param namespace of the stack
 * @param name of the stack
 * @param generation of its specification
 * @param version of all of it, which a write names
 * @param paused whether the operator leaves it alone
 * @param suspended whether it has no pods by wish
 * @param asked what people ask of its rollouts
 * @param status what the operator found
 * @param kept the revisions that are remembered, oldest first
 * @param keepers who states a field of {@code spec.rollout} and would write it again, by field
 */
record Seen(
    String namespace,
    String name,
    long generation,
    String version,
    boolean paused,
    boolean suspended,
    RolloutSpec asked,
    StackStatus status,
    List<Kept> kept,
    Map<String, String> keepers) {
  /** Whether the operator has looked at the specification as it is now. */
  boolean current() {
    return status.observedGeneration().filter(seen -> seen == generation).isPresent();
  }

  Optional<RolloutStatus> rollout() {
    return status.rollout();
  }

  /** Where the rollout is; nowhere if the operator has not said so. */
  Optional<RolloutPhase> phase() {
    return rollout().map(RolloutStatus::phase);
  }

  /** The revision that serves; 0 if none does. */
  int active() {
    return status.activeRevision().orElse(0);
  }

  /** The revision that is brought up beside the one that serves, and may still be stopped. */
  Optional<Integer> coming() {
    return rollout()
        .flatMap(rollout ->
            switch (rollout.phase()) {
              case STAGING, VERIFYING, AWAITING_PROMOTION, SWITCHING -> Optional.of(rollout.to());
              case BOOTSTRAPPING, STABLE, OBSERVING, ROLLING_BACK -> Optional.empty();
            });
  }

  /** Whether a revision has failed and is not tried again by itself. */
  boolean failed(int revision) {
    return rollout()
        .flatMap(RolloutStatus::failed)
        .filter(failed -> failed.revision() == revision)
        .isPresent();
  }
}
