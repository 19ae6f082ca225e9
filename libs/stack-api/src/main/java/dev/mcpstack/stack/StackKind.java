package dev.mcpstack.stack;

import dev.mcpstack.contract.shape.Name;

/** The kind of a stack's document. */
public enum StackKind {
  /** A whole stack. */
  @Name("McpStack")
  MCP_STACK
}
