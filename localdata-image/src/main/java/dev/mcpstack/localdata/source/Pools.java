package dev.mcpstack.localdata.source;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.SQLExceptionOverride;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.SQLException;
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
    config.setExceptionOverride(new UnsupportedIsNoBreak());
    return config;
  }

  /**
   * The pool takes "not supported" for the end of a connection. It says something of the query
   * alone, and whether a connection can go on is the gate's to say.
   */
  private static final class UnsupportedIsNoBreak implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
      return "0A000".equals(failure.getSQLState())
          ? Override.DO_NOT_EVICT
          : Override.CONTINUE_EVICT;
    }
  }
}
