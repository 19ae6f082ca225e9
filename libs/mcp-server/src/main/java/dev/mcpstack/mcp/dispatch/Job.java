package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Work of one call, which may outlast it. It has one outcome: the first. Thread-safe. */
public final class Job {
  private final String tool;
  private final Cancellation cancellation;
  private final long startNanos = System.nanoTime();
  private final CompletableFuture<ToolOutcome> outcome = new CompletableFuture<>();
  private volatile long tookNanos = -1;
  private volatile @Nullable RuntimeException refusal;

  Job(String tool, Cancellation cancellation) {
    this.tool = tool;
    this.cancellation = cancellation;
  }

  /** The tool that does it. */
  public String tool() {
    return tool;
  }

  /** Ends it. */
  public Cancellation cancellation() {
    return cancellation;
  }

  /** Completes with the outcome, never exceptionally. The future is the caller's own. */
  public CompletableFuture<ToolOutcome> outcome() {
    return outcome.copy();
  }

  /** How long it has run, or took in all. */
  public long elapsedMillis() {
    return elapsedNanos() / 1_000_000;
  }

  long elapsedNanos() {
    long took = tookNanos;
    return took >= 0 ? took : System.nanoTime() - startNanos;
  }

  /** Why it can't be done, which is the request's fault and not the tool's; else null. */
  @Nullable RuntimeException refusal() {
    return refusal;
  }

  /** Says so. Before the outcome is given. */
  void refuse(RuntimeException why) {
    refusal = why;
  }

  CompletableFuture<ToolOutcome> pending() {
    return outcome;
  }

  /** Gives the outcome; false when there already was one. */
  synchronized boolean complete(ToolOutcome first) {
    if (outcome.isDone()) {
      return false;
    }
    tookNanos = System.nanoTime() - startNanos;
    return outcome.complete(first);
  }
}
