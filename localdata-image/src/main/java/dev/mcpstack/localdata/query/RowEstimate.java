package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.localdata.gate.Admitted;
import dev.mcpstack.localdata.gate.GateException;
import dev.mcpstack.localdata.gate.Lease;
import dev.mcpstack.localdata.gate.Limits;
import dev.mcpstack.localdata.gate.QueryGate;
import dev.mcpstack.localdata.source.Source;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many rows a query will have, as its database expects. Asked only of one that takes a while,
 * on another connection and only where few are in use: most queries are over before anybody wants
 * to know. Thread-safe.
 */
final class RowEstimate {
  private static final Logger LOG = LoggerFactory.getLogger(RowEstimate.class);
  private static final long AFTER_NANOS = Duration.ofSeconds(2).toNanos();

  private final QueryGate gate;
  private final Source source;
  private final Admitted query;
  private final Limits limits;
  private final long startNanos = System.nanoTime();
  private boolean asked;
  private volatile long rows = -1;

  RowEstimate(QueryGate gate, Source source, Admitted query, Limits limits) {
    this.gate = gate;
    this.source = source;
    this.query = query;
    this.limits = limits;
  }

  /** The estimate, or -1 while there is none. To be called by one thread. */
  long rows() {
    if (!asked && System.nanoTime() - startNanos > AFTER_NANOS) {
      asked = true;
      Thread.ofVirtual().name("row-estimate").start(this::ask);
    }
    return rows;
  }

  private void ask() {
    try {
      Optional<Connection> other = source.connectIfQuiet();
      if (other.isPresent()) {
        ask(other.get());
      }
    } catch (StackException | GateException | SQLException e) {
      LOG.debug("No estimate of the rows of a query at source {}", source.name(), e);
    }
  }

  private void ask(Connection connection) throws GateException, SQLException {
    try (connection) {
      gate.estimate(new Lease(connection, () -> source.evict(connection)), query, limits)
          .ifPresent(expected -> rows = expected);
    }
  }
}
