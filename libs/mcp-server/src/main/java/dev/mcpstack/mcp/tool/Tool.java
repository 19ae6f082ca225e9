package dev.mcpstack.mcp.tool;

import dev.mcpstack.contract.call.CallContext;

/**
 * One tool. Stateless: what it needs is given to its constructor, what must be remembered is a
 * handle.
 */
public interface Tool<A extends Record, F extends Record> {
  /** How it presents itself. Always the same object. */
  ToolSpec<A, F> spec();

  /**
   * Does it. Runs on a virtual thread and may block; checks {@code context.cancellation()} between
   * batches.
   *
   * @throws dev.mcpstack.contract.error.StackException for every failure that can be expected
   */
  Answer<F> call(CallContext context, A args);
}
