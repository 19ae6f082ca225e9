package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** Whether a condition holds. */
public enum ConditionStatus {
  /** It does. */
  @Name("True")
  TRUE,
  /** It does not. */
  @Name("False")
  FALSE,
  /** Nobody knows yet. */
  @Name("Unknown")
  UNKNOWN
}
