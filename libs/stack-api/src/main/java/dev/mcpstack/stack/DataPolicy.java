package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** What becomes of the token store's volume when the stack is deleted. */
public enum DataPolicy {
  /** It stays, and serves a stack of the same name again. */
  @Name("Retain")
  RETAIN,
  /** It is deleted too. */
  @Name("Delete")
  DELETE
}
