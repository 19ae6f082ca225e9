package dev.mcpstack.mcp.completion;

import dev.mcpstack.mcp.call.McpCall;

/** Proposes values for arguments of prompts and of resource templates. Thread-safe. */
@FunctionalInterface
public interface Completer {
  /** Proposes nothing. */
  Completer NONE = (call, request) -> Completion.NONE;

  /**
   * Proposals for an argument.
   *
   * @throws dev.mcpstack.mcp.call.BrokenRequestException when the reference names what isn't there
   */
  Completion complete(McpCall call, CompletionRequest request);
}
