package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** How the servers of a stack are spread over processes in a cluster. */
public enum StackMode {
  /** Each server is a Deployment of its own. */
  @Name("Split")
  SPLIT,
  /** All servers share one process. */
  @Name("Unified")
  UNIFIED
}
