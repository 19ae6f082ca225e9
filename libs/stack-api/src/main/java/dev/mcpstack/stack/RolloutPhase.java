package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** Where a rollout is. */
public enum RolloutPhase {
  /** No revision of the stack has served yet. */
  @Name("Bootstrapping")
  BOOTSTRAPPING,
  /** Nothing moves. */
  @Name("Stable")
  STABLE,
  /** A revision is brought up beside the one that serves. */
  @Name("Staging")
  STAGING,
  /** It is complete, and is being checked. */
  @Name("Verifying")
  VERIFYING,
  /** It has passed its checks, and somebody has to promote it. */
  @Name("AwaitingPromotion")
  AWAITING_PROMOTION,
  /** It takes over. */
  @Name("Switching")
  SWITCHING,
  /** It serves and is watched; the old one stands by. */
  @Name("Observing")
  OBSERVING,
  /** It is taken back. */
  @Name("RollingBack")
  ROLLING_BACK
}
