package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.error.ErrorCode;
import dev.mcpstack.mcp.tool.ToolOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls, errors and duration per tool. Labels come from the registry alone, so a caller can't add
 * any.
 */
public final class CallMetrics {
  private final MeterRegistry meters;
  private final String server;
  private final AtomicInteger running = new AtomicInteger();
  private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

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

  void answered(String tool, ToolOutcome outcome, long nanos) {
    timers
        .computeIfAbsent(new Answered(tool, outcome.status()), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
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
