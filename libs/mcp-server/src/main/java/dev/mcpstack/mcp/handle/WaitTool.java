package dev.mcpstack.mcp.handle;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleKind;
import dev.mcpstack.contract.handle.HandleRecord;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.shape.Default;
import dev.mcpstack.contract.shape.Description;
import dev.mcpstack.contract.shape.Range;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.contract.shape.Size;
import dev.mcpstack.contract.spool.Spool;
import dev.mcpstack.contract.spool.SpooledRows;
import dev.mcpstack.mcp.dispatch.Job;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolSpec;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for work that outlasted its call. Its answer is pending while the work goes on, failed when
 * the work failed, and complete with the work's own answer in {@code result} otherwise.
 */
public final class WaitTool {
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
          Effect.WAITS,
          "handle:use");

  private static final RecordShape<Facts> FACTS = RecordShape.of(Facts.class);

  private final HandleStore store;
  private final JobTable jobs;
  private final Optional<Spool> spool;
  private final Duration budget;

  /** A wait that never lasts longer than the budget of a call. */
  public WaitTool(HandleStore store, JobTable jobs, Duration budget) {
    this(store, jobs, Optional.empty(), budget);
  }

  /**
   * The same of an owner of rows.
   *
   * @param spool where rows that are still being written can be waited for
   */
  public WaitTool(HandleStore store, JobTable jobs, Optional<Spool> spool, Duration budget) {
    this.store = store;
    this.jobs = jobs;
    this.spool = spool;
    this.budget = budget;
  }

  /** What to wait for. */
  public record Args(
      @Description("The handle from a pending answer.") @Size(min = 1, max = 200) String handle,
      @Description("How many seconds to wait at most; never longer than the call budget.")
          @Default("15")
          @Range(min = 0, max = 60)
          int maxSeconds) {}

  /** What the work came to. */
  public record Facts(
      @Description("The tool that was called.") String tool,
      @Description("How long it took, in milliseconds.") long elapsedMillis,
      @Description("The structured answer of the tool.")
          Optional<Map<String, @Nullable Object>> result) {}

  /** As an entry of the registry. */
  public ToolEntry entry() {
    return ToolEntry.unbudgeted(SPEC, this::call);
  }

  private ToolOutcome call(CallContext context, Args args) {
    HandleRecord record = store.find(context.principal(), args.handle()).requireLive();
    long millis = Math.min(args.maxSeconds() * 1000L, budget.toMillis());
    Optional<SpooledRows> rows = spool.flatMap(kept -> kept.rows(args.handle()));
    if (rows.isPresent() && !record.rows().isComplete()) {
      return rows(context, record, rows.get(), millis);
    }
    if (record.kind() != HandleKind.JOB) {
      return complete(
          new Facts(record.lineage().tool(), 0, Optional.empty()),
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
    ToolOutcome outcome = outcomeWithin(context, job, millis);
    if (outcome == null) {
      return ToolOutcome.pending(job.tool(), args.handle(), job.elapsedMillis());
    }
    if (outcome.status() == ToolOutcome.Status.FAILED) {
      return outcome;
    }
    return complete(
        new Facts(job.tool(), job.elapsedMillis(), Optional.of(outcome.structured())),
        outcome.markdown());
  }

  /** Rows that are still being written can be read meanwhile; who wants to wait, may. */
  private static ToolOutcome rows(
      CallContext context, HandleRecord record, SpooledRows rows, long millis) {
    long start = System.nanoTime();
    context.progress().step("waiting for " + record.lineage().tool());
    RowsFacts facts;
    try {
      facts = rows.awaitComplete(Duration.ofMillis(millis), context.cancellation());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      facts = rows.facts();
    }
    long elapsed = (System.nanoTime() - start) / 1_000_000;
    return facts.isComplete()
        ? complete(
            new Facts(record.lineage().tool(), elapsed, Optional.empty()),
            "All " + facts.rows() + " rows are there. Use the data token as it is.")
        : ToolOutcome.pending(record.lineage().tool(), record.name(), elapsed);
  }

  private static ToolOutcome complete(Facts facts, String markdown) {
    return ToolOutcome.complete(markdown, FACTS.toTree(facts));
  }

  /** The job's outcome, or null when it goes on or the wait was cancelled. */
  private static @Nullable ToolOutcome outcomeWithin(CallContext context, Job job, long millis) {
    CompletableFuture<ToolOutcome> view = job.outcome().copy();
    // Cancelling a wait ends the wait, not the work.
    try (var _ = context.cancellation().onCancel(() -> view.cancel(false))) {
      return view.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return null;
    } catch (CancellationException _) {
      context.cancellation().throwIfCancelled();
      return null;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job never completes exceptionally", e);
    }
  }
}
