package dev.mcpstack.localdata.gate;

import dev.mcpstack.localdata.gate.GateException.Reason;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Sorts what drivers throw into the few reasons that a caller acts on. */
final class Failures {
  private static final int MESSAGE_CHARACTERS = 300;

  /** With jdbc_stream_results DuckDB's driver says this of whatever failed. */
  private static final String LOST = "Invalid result set";

  private Failures() {}

  /**
   * What a failure means.
   *
   * @param ended why the gate itself had told the database to end the query, when it had; drivers
   *     report such an end in many ways
   */
  static GateException of(Dialect dialect, SQLException failure, Optional<Reason> ended) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    Reason reported =
        switch (dialect) {
          case POSTGRESQL -> ofState(state);
          case DUCKDB -> ofDuckDb(failure);
        };
    Reason reason = reported == Reason.CONNECTION ? reported : ended.orElse(reported);
    Optional<String> said =
        reason == Reason.QUERY_WRONG ? Optional.of(firstLine(failure)) : Optional.empty();
    return new GateException(reason, state, said, failure);
  }

  /** Whether the driver has put words of its own in the place of what the database said. */
  static boolean isHidden(GateException failure) {
    return failure.reason() == Reason.DATABASE
        && failure.getCause() != null
        && String.valueOf(failure.getCause().getMessage()).endsWith(LOST);
  }

  /**
   * Whether a statement that the session had kept no longer fits its tables, or is not there. It
   * has not run, and one that is made anew will.
   */
  static boolean isStale(Dialect dialect, SQLException failure) {
    if (dialect != Dialect.POSTGRESQL || !(failure instanceof PSQLException psql)) {
      return false;
    }
    ServerErrorMessage said = psql.getServerErrorMessage();
    // 0A000 is said of much that is not supported; of kept statements only by this routine.
    return said != null
        && ("26000".equals(said.getSQLState())
            || ("0A000".equals(said.getSQLState())
                && "RevalidateCachedQuery".equals(said.getRoutine())));
  }

  /**
   * Whether a copy could not be begun because of what was asked for, not of how things are: the
   * database may know no such copy. A query that is wrong is so for a cursor as well.
   */
  static boolean isNoCopy(SQLException failure) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return state.startsWith("0A") || (state.startsWith("42") && !state.equals("42501"));
  }

  private static Reason ofState(String state) {
    if (state.equals("57014")) {
      return Reason.CANCELLED;
    }
    if (state.equals("42501") || state.equals("25006")) {
      return Reason.FORBIDDEN;
    }
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08", "57" -> Reason.CONNECTION;
      case "21", "22", "42", "0A" -> Reason.QUERY_WRONG;
      case "28" -> Reason.FORBIDDEN;
      default -> Reason.DATABASE;
    };
  }

  /** DuckDB has no SQLSTATE; its messages begin with the kind of error. */
  private static Reason ofDuckDb(SQLException failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    if (message.contains("read-only mode")) {
      return Reason.FORBIDDEN;
    }
    if (message.endsWith(LOST)) {
      return Reason.DATABASE;
    }
    int end = message.indexOf(" Error:");
    return switch (end < 0 ? "" : message.substring(0, end).toLowerCase(Locale.ROOT)) {
      case "interrupt" -> Reason.CANCELLED;
      case "permission" -> Reason.FORBIDDEN;
      case "binder", "catalog", "parser", "syntax", "conversion", "invalid input", "out of range" ->
          Reason.QUERY_WRONG;
      case "connection" -> Reason.CONNECTION;
      default -> Reason.DATABASE;
    };
  }

  private static String firstLine(SQLException failure) {
    ServerErrorMessage server =
        failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
    String message = server != null ? server.getMessage() : failure.getMessage();
    String line = message == null ? "" : message.lines().findFirst().orElse("");
    return line.length() > MESSAGE_CHARACTERS ? line.substring(0, MESSAGE_CHARACTERS) + "…" : line;
  }
}
