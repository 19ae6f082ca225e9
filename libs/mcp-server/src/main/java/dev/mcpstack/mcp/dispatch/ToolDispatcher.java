package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolRegistry;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Calls tools: checks the scope, bounds the calls at once, runs the handler on a virtual thread,
 * turns what outlasts the budget into a pending handle, and turns every failure into an answer that
 * leaks nothing. Era-neutral and thread-safe.
 */
public final class ToolDispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(ToolDispatcher.class);

  private final String source;
  private final ToolRegistry registry;
  private final JobTable jobs;
  private final CallLimits limits;
  private final CallMetrics metrics;
  private final Semaphore permits;

  /**
   * A dispatcher.
   *
   * @param source how errors name this server, such as {@code localdata}
   */
  public ToolDispatcher(
      String source, ToolRegistry registry, JobTable jobs, CallLimits limits, CallMetrics metrics) {
    this.source = source;
    this.registry = registry;
    this.jobs = jobs;
    this.limits = limits;
    this.metrics = metrics;
    this.permits = new Semaphore(limits.maxConcurrent());
  }

  /** The tools it calls. */
  public ToolRegistry registry() {
    return registry;
  }

  /**
   * Calls a tool and waits for its outcome, at most for the budget where the tool is budgeted.
   *
   * @throws UnknownToolException when there is no such tool
   */
  public ToolOutcome call(CallContext context, String tool, Map<String, Object> arguments) {
    ToolEntry entry =
        registry
            .find(tool)
            .orElseThrow(() -> new UnknownToolException(NearestTools.message(tool, registry)));
    ToolDefinition definition = entry.definition();
    if (!context.principal().holds(definition.scope())) {
      return failed(
          definition,
          context,
          new StackException(
                  ContractError.SCOPE_MISSING,
                  "The key '" + context.principal().name() + "' may not call " + tool + ".")
              .withDetail("scope", definition.scope()));
    }
    if (!permits.tryAcquire()) {
      return failed(
          definition,
          context,
          new StackException(
              ContractError.CALLS_EXHAUSTED,
              "The server already runs " + limits.maxConcurrent() + " calls, the most it may."));
    }
    return run(context, entry, arguments);
  }

  private ToolOutcome run(CallContext context, ToolEntry entry, Map<String, Object> arguments) {
    Job job =
        new Job(
            entry.definition().name(),
            System.nanoTime(),
            new CompletableFuture<>(),
            context.cancellation());
    metrics.started();
    Thread.ofVirtual()
        .name("tool-" + job.tool())
        .start(() -> {
          try {
            job.outcome().complete(invoke(context, entry, arguments));
          } finally {
            permits.release();
            metrics.ended();
          }
        });
    // A handler that is slow to notice must not keep its caller: the answer to a cancelled call
    // comes at once.
    try (var _ =
        context
            .cancellation()
            .onCancel(() -> job.outcome().complete(cancelled(entry.definition(), context)))) {
      ToolOutcome outcome = await(context, job, entry, arguments);
      metrics.answered(job.tool(), outcome, System.nanoTime() - job.startNanos());
      return outcome;
    }
  }

  private ToolOutcome await(
      CallContext context, Job job, ToolEntry entry, Map<String, Object> arguments) {
    try {
      if (!entry.budgeted()) {
        return job.outcome().get();
      }
      return job.outcome().get(limits.budget().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      String handle = jobs.admit(context.principal(), job, CallDigest.of(job.tool(), arguments));
      return ToolOutcome.pending(job.tool(), handle, job.elapsedMillis());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      context.cancellation().cancel();
      return cancelled(entry.definition(), context);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job never completes exceptionally", e);
    }
  }

  private ToolOutcome invoke(CallContext context, ToolEntry entry, Map<String, Object> arguments) {
    MDC.put("correlation", context.correlationId());
    try {
      context.cancellation().throwIfCancelled();
      return entry.invoker().invoke(context, arguments);
    } catch (StackException e) {
      return failed(entry.definition(), context, e);
    } catch (RuntimeException | Error e) {
      LOG.error(
          "Tool {} failed unexpectedly, incident {}",
          entry.definition().name(),
          context.correlationId(),
          e);
      return ToolOutcome.failed(ErrorReport.unexpected(source, context.correlationId()));
    } finally {
      MDC.remove("correlation");
    }
  }

  private ToolOutcome cancelled(ToolDefinition tool, CallContext context) {
    return failed(
        tool,
        context,
        new StackException(
            ContractError.CALL_CANCELLED, "The call was cancelled before it was done."));
  }

  private ToolOutcome failed(ToolDefinition tool, CallContext context, StackException failure) {
    LOG.info(
        "Tool {} answered {} ({}), call {}",
        tool.name(),
        failure.code().name(),
        failure.code().category(),
        context.correlationId(),
        failure.getCause());
    metrics.failed(tool.name(), failure.code());
    return ToolOutcome.failed(ErrorReport.of(failure, source, context.correlationId()));
  }
}
