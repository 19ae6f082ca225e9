package dev.mcpstack.localdata.gate;

/** Ends one running query at the database. */
@FunctionalInterface
public interface CancelHandle {
  /**
   * Asks the database to end the query; does nothing once it has ended. May be called from any
   * thread, any number of times, and never touches what runs later on the same connection.
   */
  void cancel();
}
