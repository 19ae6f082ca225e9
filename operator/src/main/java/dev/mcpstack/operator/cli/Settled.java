package dev.mcpstack.operator.cli;

import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import dev.mcpstack.stack.StackCondition;

/** Whether something is still to come of a stack by itself. */
enum Settled {
  /** It moves, or waits for somebody. */
  MOVING,
  /** What it asks for serves. */
  STABLE,
  /** What it asks for does not serve, and will not by itself. */
  FAILED;

  static Settled of(Seen stack) {
    if (!stack.current()) {
      return MOVING;
    }
    if (is(stack, "Ready", ConditionStatus.UNKNOWN)) {
      return reason(stack, Reason.PAUSED) ? STABLE : FAILED;
    }
    if (stack.phase().filter(RolloutPhase.STABLE::equals).isEmpty()) {
      return MOVING;
    }
    boolean failed = stack.rollout().flatMap(RolloutStatus::failed).isPresent();
    if (failed
        || is(stack, "Degraded", ConditionStatus.TRUE)
        || reason(stack, Reason.ROLLOUT_WAITING)) {
      return FAILED;
    }
    boolean rests = reason(stack, Reason.READY) || reason(stack, Reason.SUSPENDED);
    return rests ? STABLE : MOVING;
  }

  private static boolean is(Seen stack, String type, ConditionStatus status) {
    return stack.status().conditions().stream()
        .anyMatch(each -> each.type().equals(type) && each.status() == status);
  }

  private static boolean reason(Seen stack, Reason reason) {
    return stack.status().conditions().stream()
        .filter(each -> each.type().equals("Ready"))
        .map(StackCondition::reason)
        .anyMatch(reason.text()::equals);
  }
}
