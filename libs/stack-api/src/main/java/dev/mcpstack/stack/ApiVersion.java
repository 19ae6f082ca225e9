package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** The versions of the {@code McpStack} API that are understood. */
public enum ApiVersion {
  /** The first one. */
  @Name("mcpstack.dev/v1alpha1")
  V1ALPHA1
}
