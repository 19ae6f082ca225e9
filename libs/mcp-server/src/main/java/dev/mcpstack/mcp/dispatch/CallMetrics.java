package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.error.ErrorCode;
import dev.mcpstack.contract.error.Fault;
import dev.mcpstack.contract.management.WatchedMetric;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.ToolOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * Calls, errors and duration, per tool and of all tools by whose fault it is. Labels come from the
 * registry alone, so a caller can't add any.
 */
public final class CallMetrics {
  /** Fine enough to find a quantile between two of them, in milliseconds. */
  private static final Duration[] BUCKETS =
      LongStream.of(
              5, 10, 25, 50, 75, 100, 250, 500, 750, 1_000, 2_500, 5_000, 7_500, 10_000, 15_000,
              30_000, 60_000)
          .mapToObj(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final MeterRegistry meters;
  private final String server;
  private final AtomicInteger running = new AtomicInteger();
  private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();
  private final Map<Fault, Timer> calls = new ConcurrentHashMap<>();

  private record Answered(String tool, ToolOutcome.Status status) {}

  /** Metrics of a server. */
  public CallMetrics(MeterRegistry meters, String server) {
    this.meters = meters;
    this.server = server;
    Gauge.builder("mcpstack.tool.calls.running", running, AtomicInteger::get)
        .description("Handlers that run now, those of pending jobs among them")
        .tag("server", server)
        .register(meters);
  }

  void started() {
    running.incrementAndGet();
  }

  void ended() {
    running.decrementAndGet();
  }

  /** Measures the jobs of the server too. */
  void jobs(JobTable jobs) {
    Gauge.builder(WatchedMetric.JOBS.meter(), jobs, JobTable::size)
        .description("Calls that go on under a handle, or whose answer waits to be asked for")
        .tag(WatchedMetric.SERVER, server)
        .register(meters);
  }

  void answered(Principal principal, String tool, Effect effect, ToolOutcome outcome, long nanos) {
    timers
        .computeIfAbsent(new Answered(tool, outcome.status()), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
    if (principal.name().equals(Principal.DOCTOR)) {
      return;
    }
    Fault fault = fault(outcome);
    if (effect != Effect.WAITS || fault == Fault.SERVER) {
      calls.computeIfAbsent(fault, this::calls).record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static Fault fault(ToolOutcome outcome) {
    if (outcome.status() != ToolOutcome.Status.FAILED) {
      return Fault.NONE;
    }
    return outcome.structured().get("error") instanceof Map<?, ?> error
        ? Fault.of(error)
        : Fault.UNKNOWN;
  }

  private Timer calls(Fault fault) {
    return Timer.builder(WatchedMetric.CALLS.meter())
        .description("Time from a call of any tool to its answer, by whose fault a failure is")
        .tag(WatchedMetric.SERVER, server)
        .tag(WatchedMetric.FAULT, fault.text())
        .serviceLevelObjectives(BUCKETS)
        .register(meters);
  }

  private Timer timer(Answered answered) {
    return Timer.builder("mcpstack.tool.calls")
        .description("Time from a call to its answer")
        .tag("server", server)
        .tag("tool", answered.tool())
        .tag("outcome", answered.status().name().toLowerCase(Locale.ROOT))
        .register(meters);
  }

  void failed(String tool, ErrorCode code) {
    Counter.builder("mcpstack.tool.errors")
        .description("Failed calls by error code")
        .tag("server", server)
        .tag("tool", tool)
        .tag("code", code.name())
        .register(meters)
        .increment();
  }
}
