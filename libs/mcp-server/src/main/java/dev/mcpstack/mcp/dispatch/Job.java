package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.concurrent.CompletableFuture;

/**
 * Work that outlasted its call.
 *
 * @param tool the tool that does it
 * @param startNanos when it began, on the monotonic clock
 * @param outcome completes with the outcome, never exceptionally
 * @param cancellation ends it
 */
public record Job(
    String tool,
    long startNanos,
    CompletableFuture<ToolOutcome> outcome,
    Cancellation cancellation) {

  /** How long it has run. */
  public long elapsedMillis() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
