package dev.mcpstack.operator.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The meters of an operator as a whole. Thread-safe. */
public final class OperatorMeters {
  /** The version of the program. */
  public static final String VERSION = "0.1.0";

  private static final double MILLIS = 1_000;

  private final AtomicReference<Boolean> leads = new AtomicReference<>(false);
  private final AtomicReference<Double> start = new AtomicReference<>(Double.NaN);

  OperatorMeters(MeterRegistry registry, Supplier<List<Watches.Watch>> watches) {
    OperatorMetric.LEADER.gauge(registry, () -> leads.get() ? 1 : 0);
    OperatorMetric.START.gauge(registry, start::get);
    OperatorMetric.BUILD.gauge(
        registry, () -> 1, "version", VERSION, "java", Runtime.version().toString());
    OperatorMetric.WATCHES.gauge(
        registry, () -> watches.get().stream().filter(Watches.Watch::running).count());
  }

  /** It has become the one at work. */
  void leads() {
    leads.set(true);
  }

  /** It knows all stacks for the first time. */
  void started() {
    Duration uptime = Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime());
    start.set(uptime.toMillis() / MILLIS);
  }
}
