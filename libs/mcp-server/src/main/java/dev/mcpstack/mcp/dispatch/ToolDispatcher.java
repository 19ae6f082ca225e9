package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.call.CallContext;
import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.call.Heartbeat;
import dev.mcpstack.contract.call.Progress;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.Client;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.MissingCapabilityException;
import dev.mcpstack.mcp.call.ProgressNotice;
import dev.mcpstack.mcp.call.Step;
import dev.mcpstack.mcp.http.ClientGoneException;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolCall;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
  private final Supplier<ToolRegistry> registry;
  private final JobTable jobs;
  private final CallLimits limits;
  private final CallMetrics metrics;
  private final ScheduledExecutorService timer;
  private final Budgets budgets;
  private final Executor threads;
  private volatile Optional<Set<String>> stillServed = Optional.empty();
  private final Semaphore workPermits;
  private final Semaphore handlePermits;

  /**
   * A dispatcher.
   *
   * @param source how errors name this server, such as {@code localdata}
   * @param registry the tools there are at the moment
   * @param timer beats the heartbeats and ends the budgets
   */
  public ToolDispatcher(
      String source,
      Supplier<ToolRegistry> registry,
      JobTable jobs,
      CallLimits limits,
      CallMetrics metrics,
      ScheduledExecutorService timer) {
    this(
        source, registry, jobs, limits, metrics, timer, Thread.ofVirtual().name("tool-", 0)::start);
  }

  ToolDispatcher(
      String source,
      Supplier<ToolRegistry> registry,
      JobTable jobs,
      CallLimits limits,
      CallMetrics metrics,
      ScheduledExecutorService timer,
      Executor threads) {
    this.source = source;
    this.registry = registry;
    this.jobs = jobs;
    this.limits = limits;
    this.metrics = metrics;
    this.timer = timer;
    this.budgets = new Budgets(limits.budget(), timer);
    this.threads = threads;
    this.workPermits = new Semaphore(limits.maxConcurrent());
    this.handlePermits = new Semaphore(limits.maxConcurrent());
    metrics.jobs(jobs);
  }

  /**
   * From here on takes no call but those that manage handles and those of the tools named: the
   * server is about to end. What runs goes on.
   */
  public void stopTaking(Set<String> toolsStillServed) {
    stillServed = Optional.of(Set.copyOf(toolsStillServed));
  }

  /** Whether no call does any work now. */
  public boolean isIdle() {
    return workPermits.availablePermits() == limits.maxConcurrent();
  }

  private boolean takes(ToolDefinition tool) {
    return stillServed
        .map(served -> tool.effect().managesHandles() || served.contains(tool.name()))
        .orElse(true);
  }

  /** The tools it calls at the moment. */
  public ToolRegistry registry() {
    return registry.get();
  }

  /**
   * Calls a tool and waits for its outcome, at most for the budget where the tool is budgeted.
   *
   * @throws UnknownToolException when there is no such tool
   * @throws BrokenRequestException when the tool finds the request broken
   * @throws MissingCapabilityException when the tool needs a client that can do more
   */
  public ToolOutcome call(McpCall request, String tool, Map<String, Object> arguments) {
    ToolRegistry tools = registry.get();
    ToolEntry entry =
        tools
            .find(tool)
            .orElseThrow(() -> new UnknownToolException(NearestTools.message(tool, tools)));
    try (Heartbeat heartbeat = heartbeat(entry, request.client())) {
      CallContext context =
          new CallContext(
              request.principal(),
              request.correlationId(),
              request.cancellation(),
              heartbeat != null ? heartbeat : shared(request.client()));
      Job job = new Job(tool, request.cancellation());
      ToolOutcome outcome = admitted(new ToolCall(request, context), job, entry, arguments);
      metrics.answered(
          request.principal(), tool, entry.definition().effect(), outcome, job.elapsedNanos());
      @Nullable RuntimeException refusal = job.refusal();
      if (refusal != null) {
        throw refusal; // Of the request, not of the tool: the era says it as the protocol does.
      }
      return outcome;
    }
  }

  /** The progress of the call that this one is a step of. */
  private static Progress shared(Client client) {
    return client instanceof Step step ? step.progress() : Progress.NONE;
  }

  private @Nullable Heartbeat heartbeat(ToolEntry entry, Client client) {
    if (!client.wantsProgress() || client instanceof Step || entry.timing() == Timing.FORWARDED) {
      return null;
    }
    return Heartbeat.start(
        beat ->
            client.progress(
                new ProgressNotice(beat.elapsedSeconds(), beat.totalSeconds(), beat.message())),
        timer,
        System::nanoTime);
  }

  private ToolOutcome admitted(
      ToolCall call, Job job, ToolEntry entry, Map<String, Object> arguments) {
    CallContext context = call.context();
    ToolDefinition definition = entry.definition();
    if (!context.principal().holds(definition.scope())) {
      return failed(
          context,
          job,
          new StackException(
                  ContractError.SCOPE_MISSING,
                  "The key '" + context.principal().name() + "' may not call " + job.tool() + ".")
              .withDetail("scope", definition.scope()));
    }
    if (!takes(definition)) {
      return failed(
          context,
          job,
          new StackException(
              ContractError.SERVER_STOPPING,
              "The " + source + " server is stopping and begins nothing new."));
    }
    Semaphore permits = definition.effect().managesHandles() ? handlePermits : workPermits;
    if (!permits.tryAcquire()) {
      return failed(
          context,
          job,
          new StackException(
              ContractError.CALLS_EXHAUSTED,
              "The server already runs " + limits.maxConcurrent() + " calls, the most it may."));
    }
    if (entry.timing() == Timing.FORWARDED) {
      return forward(call, job, entry, arguments, permits);
    }
    start(call, job, entry, arguments, permits);
    // A handler that is slow to notice must not keep its caller: the answer to a cancelled call
    // comes at once.
    try (var _ = context.cancellation().onCancel(() -> fail(context, job, cancelled()))) {
      return await(context, job, entry, arguments);
    }
  }

  private ToolOutcome forward(
      ToolCall call, Job job, ToolEntry entry, Map<String, Object> arguments, Semaphore permits) {
    metrics.started();
    try {
      job.complete(entry.invoker().invoke(call, arguments));
    } catch (RuntimeException | Error e) {
      fail(call.context(), job, refused(job, e));
    } finally {
      leave(permits);
    }
    return job.pending().join();
  }

  private void start(
      ToolCall call, Job job, ToolEntry entry, Map<String, Object> arguments, Semaphore permits) {
    metrics.started();
    boolean started = false;
    try {
      threads.execute(() -> work(call, job, entry, arguments, permits));
      started = true;
    } finally {
      if (!started) {
        leave(permits);
      }
    }
  }

  private void work(
      ToolCall call, Job job, ToolEntry entry, Map<String, Object> arguments, Semaphore permits) {
    CallContext context = call.context();
    MDC.put("correlation", context.correlationId()); // The thread is this call's own.
    ToolOutcome outcome = null;
    Throwable failure = null;
    try {
      context.cancellation().throwIfCancelled();
      outcome = entry.invoker().invoke(call, arguments);
    } catch (RuntimeException | Error e) {
      failure = refused(job, e);
    }
    // Before the outcome: who has his answer and calls again must find the place free.
    leave(permits);
    if (outcome != null) {
      job.complete(outcome);
    } else {
      fail(context, job, failure == null ? new IllegalStateException("no outcome") : failure);
    }
  }

  /** The failure as an answer has it, which somebody who waits for a pending call may get. */
  private static Throwable refused(Job job, Throwable failure) {
    String text =
        switch (failure) {
          case BrokenRequestException e -> e.safeMessage();
          case MissingCapabilityException e ->
              "The client can't do what the tool needs: "
                  + String.join(", ", e.required().keySet())
                  + ".";
          default -> null;
        };
    if (text == null) {
      return failure;
    }
    job.refuse((RuntimeException) failure);
    return new StackException(ContractError.ARGUMENTS_INVALID, text);
  }

  private void leave(Semaphore permits) {
    permits.release();
    metrics.ended();
  }

  private ToolOutcome await(
      CallContext context, Job job, ToolEntry entry, Map<String, Object> arguments) {
    try {
      @Nullable ToolOutcome outcome =
          entry.timing() == Timing.BUDGETED ? budgets.await(job) : job.pending().get();
      return outcome != null ? outcome : goOn(context, job, arguments);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      context.cancellation().cancel();
      return failed(context, job, cancelled());
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job never completes exceptionally", e);
    }
  }

  /** The budget is over: the work goes on under a handle, unless it was done just now. */
  private ToolOutcome goOn(CallContext context, Job job, Map<String, Object> arguments) {
    @Nullable ToolOutcome justNow = job.pending().getNow(null);
    if (justNow != null) {
      return justNow;
    }
    Cancellation cancellation = context.cancellation();
    try {
      String handle = jobs.admit(context.principal(), job, CallDigest.of(job.tool(), arguments));
      return ToolOutcome.pending(job.tool(), handle, job.elapsedMillis());
    } catch (RuntimeException e) {
      // Nobody could ever ask for its outcome.
      ToolOutcome outcome = failed(context, job, e);
      cancellation.cancel();
      return outcome;
    }
  }

  /** Fails the job and returns its outcome, which is another when it was done before. */
  private ToolOutcome failed(CallContext context, Job job, Throwable failure) {
    fail(context, job, failure);
    return job.pending().join();
  }

  private void fail(CallContext context, Job job, Throwable thrown) {
    Throwable failure = isEndOfClient(context, thrown) ? cancelled() : thrown;
    if (!job.complete(ToolOutcome.failed(report(context, failure)))) {
      LOG.debug("The work of {} ended after its outcome", job.tool(), failure);
    } else if (failure instanceof StackException expected) {
      LOG.info(
          "Tool {} answered {} ({}), call {}",
          job.tool(),
          expected.code().name(),
          expected.code().category(),
          context.correlationId(),
          // What the caller did wrong is told to the caller; a stack of ours adds nothing.
          expected.code().category() == ErrorCategory.USER ? null : expected.getCause());
      metrics.failed(job.tool(), expected.code());
    } else {
      LOG.error(
          "Tool {} failed unexpectedly, incident {}", job.tool(), context.correlationId(), failure);
      metrics.failed(job.tool(), ContractError.INTERNAL_ERROR);
    }
  }

  /** Whether the client went away or gave up, which is no incident whoever notices it first. */
  private static boolean isEndOfClient(CallContext context, Throwable thrown) {
    return thrown instanceof ClientGoneException
        || (thrown instanceof CancellationException && context.cancellation().isCancelled());
  }

  private ErrorReport report(CallContext context, Throwable failure) {
    return failure instanceof StackException expected
        ? ErrorReport.of(expected, source, context.correlationId())
        : ErrorReport.unexpected(source, context.correlationId());
  }

  private static StackException cancelled() {
    return new StackException(
        ContractError.CALL_CANCELLED, "The call was cancelled before it was done.");
  }
}
