package dev.mcpstack.localdata.source;

import com.zaxxer.hikari.HikariConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;

/** What all pools have in common. */
final class Pools {
  /** How long a query waits for a connection before it is told that the source is busy. */
  private static final long WAIT_MILLIS = TimeUnit.SECONDS.toMillis(5);

  private Pools() {}

  static HikariConfig config(String source, int maxConnections, MeterRegistry meters) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("source-" + source);
    config.setMaximumPoolSize(maxConnections);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setAutoCommit(true);
    // Servers start in any order: a database that is not there yet is no reason to fail.
    config.setInitializationFailTimeout(-1);
    config.setThreadFactory(Thread.ofVirtual().name("pool-" + source + "-", 0).factory());
    config.setMetricRegistry(meters);
    return config;
  }
}
