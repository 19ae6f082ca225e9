package dev.mcpstack.operator.rollout;

import dev.mcpstack.stack.RolloutSpec;
import java.time.Duration;

/**
 * How rollouts go.
 *
 * @param progress how long a cell may take until it is complete
 * @param verification how long its checks may take
 * @param automatic whether a cell that passed them takes over by itself
 * @param promotion how long a cell waits for somebody to promote it
 * @param observation how long the old cell stands by after the switch
 * @param drain how long an old cell goes on for what it holds
 * @param keep how long a cell that failed is left for a look at it
 */
public record RolloutSettings(
    Duration progress,
    Duration verification,
    boolean automatic,
    Duration promotion,
    Duration observation,
    Duration drain,
    Duration keep) {
  /** What a stack says. */
  public static RolloutSettings of(RolloutSpec spec) {
    return new RolloutSettings(
        spec.progressDeadline(),
        spec.verificationDeadline(),
        spec.automaticPromotion(),
        spec.promotionDeadline(),
        spec.observation(),
        spec.drainLimit(),
        spec.keepFailed());
  }
}
