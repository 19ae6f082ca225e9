package dev.mcpstack.mcp.handle;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.mcp.dispatch.Job;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.tool.Answer;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.Tool;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for work that outlasted its call. */
public final class WaitTool implements Tool<WaitTool.Args, WaitTool.Facts> {
  /** Its name, which the gateway routes by handle. */
  public static final String NAME = "wait";

  private static final ToolSpec<Args, Facts> SPEC =
      new ToolSpec<>(
          NAME,
          "Wait for a pending call",
          "Waits for work that outlasted its call and returns that call's answer as soon as it is there. Pass the handle of a"
              + " pending answer. If it is still pending afterwards, call wait again.",
          Args.class,
          Facts.class,
          Effect.READS,
          "handle:use");

  private final HandleStore store;
  private final JobTable jobs;
  private final Duration budget;

  /** A wait that never lasts longer than the budget of a call. */
  public WaitTool(HandleStore store, JobTable jobs, Duration budget) {
    this.store = store;
    this.jobs = jobs;
    this.budget = budget;
  }

  /** What to wait for. */
  public record Args(
      @Description("The handle from a pending answer.") @Size(min = 1, max = 200) String handle,
      @Description("How many seconds to wait at most; never longer than the call budget.")
          @Default("15")
          @Range(min = 0, max = 60)
          int maxSeconds) {}

  /** How far it is. */
  public record Facts(
      @Description("done: result holds the answer; running: call wait again.") String state,
      @Description("The tool that was called.") String tool,
      @Description("How long it has run, in milliseconds.") long elapsedMillis,
      @Description("The structured answer of the tool.") Optional<Object> result) {}

  @Override
  public ToolSpec<Args, Facts> spec() {
    return SPEC;
  }

  @Override
  public Answer<Facts> call(CallContext context, Args args) {
    HandleRecord record = store.find(context.principal(), args.handle()).requireLive();
    if (record.kind() != HandleKind.JOB) {
      return new Answer<>(
          new Facts("done", record.lineage().tool(), 0, Optional.empty()),
          "This "
              + record.kind().label()
              + " is complete: there is nothing to wait for. Use it as it is.");
    }
    Job job =
        jobs.find(args.handle())
            .orElseThrow(() ->
                new StackException(
                        ContractError.PEER_UNAVAILABLE,
                        "The server that ran this work is gone, and the work with it.")
                    .withRemedy(record.lineage().howToMakeAgain()));
    context.progress().step("waiting for " + job.tool());
    Optional<ToolOutcome> outcome =
        outcomeWithin(context, job, Math.min(args.maxSeconds() * 1000L, budget.toMillis()));
    if (outcome.isEmpty()) {
      return new Answer<>(
          new Facts("running", job.tool(), job.elapsedMillis(), Optional.empty()),
          "`"
              + job.tool()
              + "` is still running after "
              + job.elapsedMillis() / 1000
              + " s. Call `wait` again.");
    }
    ToolOutcome done = outcome.get();
    return new Answer<>(
        new Facts("done", job.tool(), job.elapsedMillis(), Optional.of(done.structured())),
        done.markdown());
  }

  private static Optional<ToolOutcome> outcomeWithin(CallContext context, Job job, long millis) {
    CompletableFuture<ToolOutcome> view = job.outcome().copy();
    // Cancelling a wait ends the wait, not the work.
    try (var _ = context.cancellation().onCancel(() -> view.cancel(false))) {
      return Optional.of(view.get(millis, TimeUnit.MILLISECONDS));
    } catch (TimeoutException _) {
      return Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (java.util.concurrent.CancellationException _) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job never completes exceptionally", e);
    }
  }
}
