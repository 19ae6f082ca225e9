package dev.mcpstack.localdata.gate;

import java.sql.SQLException;

/** Asks a database to end what runs on one connection now. */
@FunctionalInterface
interface Canceller {
  /** Asks, without waiting for the end. */
  void cancel() throws SQLException;
}
