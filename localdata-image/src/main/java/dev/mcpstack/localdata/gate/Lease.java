package dev.mcpstack.localdata.gate;

import java.sql.Connection;
import java.util.Objects;

/**
 * A connection on loan for one query, and the way to have it thrown away.
 *
 * @param connection open, in auto-commit mode, used by nobody else meanwhile; the lender closes it
 * @param evict called at most once, when the connection's state can no longer be vouched for: the
 *     lender must close the physical connection and never lend it again
 */
public record Lease(Connection connection, Runnable evict) {
  /** Checks that both are there. */
  public Lease {
    Objects.requireNonNull(connection, "connection");
    Objects.requireNonNull(evict, "evict");
  }
}
