package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.mcp.tool.ToolOutcome;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Ends the waiting of calls whose budget is over. One tick looks after all of them while there are
 * any: a timed wait of each virtual thread wakes the runtime's timer thread at every call.
 * Thread-safe.
 */
final class Budgets {
  /** A budget is seconds long, so a call that is told a tenth of a second late misses nothing. */
  private static final Duration LONGEST_TICK = Duration.ofMillis(100);

  private final long budgetNanos;
  private final long tickNanos;
  private final ScheduledExecutorService timer;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();

  Budgets(Duration budget, ScheduledExecutorService timer) {
    this.budgetNanos = budget.toNanos();
    this.tickNanos = Math.clamp(budgetNanos / 10, 1_000_000, LONGEST_TICK.toNanos());
    this.timer = timer;
  }

  /** The outcome of a job, or null when its budget was over before. */
  @Nullable ToolOutcome await(Job job) throws InterruptedException, ExecutionException {
    Waiting call =
        new Waiting(
            System.nanoTime() + budgetNanos,
            job.pending().<@Nullable ToolOutcome>thenApply(outcome -> outcome));
    waiting.add(call);
    try {
      tick();
      return call.answer.get();
    } finally {
      waiting.remove(call);
    }
  }

  private void tick() {
    if (!ticking.get() && ticking.compareAndSet(false, true)) {
      var _ = timer.schedule(this::expire, tickNanos, TimeUnit.NANOSECONDS);
    }
  }

  private void expire() {
    ticking.set(false); // First, so that a call that comes now begins the next tick itself.
    long now = System.nanoTime();
    for (Waiting call : waiting) {
      if (now - call.deadline >= 0) {
        call.answer.complete(null);
      }
    }
    if (!waiting.isEmpty()) {
      tick();
    }
  }

  /** A call that waits; each is its own, whatever another's deadline. */
  private static final class Waiting {
    private final long deadline;
    private final CompletableFuture<@Nullable ToolOutcome> answer;

    Waiting(long deadline, CompletableFuture<@Nullable ToolOutcome> answer) {
      this.deadline = deadline;
      this.answer = answer;
    }
  }
}
