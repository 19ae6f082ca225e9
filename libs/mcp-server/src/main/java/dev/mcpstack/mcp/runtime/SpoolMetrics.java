package dev.mcpstack.mcp.runtime;

import dev.mcpstack.contract.management.WatchedMetric;
import dev.mcpstack.contract.spool.Spool;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Measures what an owner of results keeps. */
public final class SpoolMetrics {
  private SpoolMetrics() {}

  /**
   * Measures a spool from now on.
   *
   * @param server the role of its owner
   */
  public static void measure(Spool spool, String server, MeterRegistry meters) {
    Gauge.builder(WatchedMetric.RESULTS.meter(), spool, Spool::size)
        .description("Results that are kept")
        .tag(WatchedMetric.SERVER, server)
        .register(meters);
    Gauge.builder("mcpstack.results.memory", spool, Spool::memoryBytes)
        .description("What of all results is in memory; the rest is on disk")
        .baseUnit("bytes")
        .tag(WatchedMetric.SERVER, server)
        .register(meters);
    Gauge.builder("mcpstack.results.kept", spool, Spool::bytes)
        .description("What all results take, those being written among them")
        .baseUnit("bytes")
        .tag(WatchedMetric.SERVER, server)
        .register(meters);
  }
}
