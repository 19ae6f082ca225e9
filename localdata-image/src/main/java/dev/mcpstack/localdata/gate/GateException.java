package dev.mcpstack.localdata.gate;

import java.util.Objects;
import java.util.Optional;

/**
 * A run that did not end well. The message is the gate's own and safe to show; what the database
 * said is kept apart.
 */
public final class GateException extends Exception {
  /** Why a run ended, as far as a caller acts on it. */
  public enum Reason {
    /** The time limit passed and the query was cancelled at the database. */
    TIMED_OUT,
    /** Somebody cancelled it by its handle, or the database ended it. */
    CANCELLED,
    /** The database does not accept the query: a wrong name, a wrong type, a bad value. */
    QUERY_WRONG,
    /** The database forbids it: a missing grant, or a write in a read-only transaction. */
    FORBIDDEN,
    /** The connection could not be used, or broke. */
    CONNECTION,
    /** Anything else that the database reported. */
    DATABASE
  }

  private final Reason reason;
  private final String sqlState;
  private final Optional<String> databaseMessage;

  GateException(Reason reason, String sqlState, Optional<String> databaseMessage, Throwable cause) {
    super(text(reason), cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.sqlState = sqlState;
    this.databaseMessage = databaseMessage;
  }

  /** Why the run ended. */
  public Reason reason() {
    return reason;
  }

  /** The SQLSTATE, or "" when there is none. */
  public String sqlState() {
    return sqlState;
  }

  /**
   * For {@link Reason#QUERY_WRONG} only: the database's first line about the query, at most 300
   * characters. It may name tables and columns of the source and quote the query, so it is for the
   * one who wrote the query and for nobody else.
   */
  public Optional<String> databaseMessage() {
    return databaseMessage;
  }

  private static String text(Reason reason) {
    return switch (reason) {
      case TIMED_OUT -> "The query ran into its time limit and was ended at the database.";
      case CANCELLED -> "The query was cancelled.";
      case QUERY_WRONG -> "The database does not accept the query.";
      case FORBIDDEN -> "The database does not permit the query.";
      case CONNECTION -> "The connection to the database failed.";
      case DATABASE -> "The database could not run the query.";
    };
  }
}
