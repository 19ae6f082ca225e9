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

  private Failures() {}

  static GateException of(Dialect dialect, SQLException failure, boolean timedOut) {
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    Reason reason =
        switch (dialect) {
          case POSTGRESQL -> ofState(state);
          case DUCKDB -> ofDuckDb(failure);
        };
    if (timedOut && reason == Reason.CANCELLED) {
      reason = Reason.TIMED_OUT;
    }
    Optional<String> said =
        reason == Reason.QUERY_WRONG ? Optional.of(firstLine(failure)) : Optional.empty();
    return new GateException(reason, state, said, failure);
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
    String kind = message.toLowerCase(Locale.ROOT).split("error", 2)[0].strip();
    return switch (kind) {
      case "interrupt" -> Reason.CANCELLED;
      case "permission", "transactioncontext transaction" -> Reason.FORBIDDEN;
      case "binder", "catalog", "parser", "syntax", "conversion", "invalid input", "out of range" ->
          Reason.QUERY_WRONG;
      case "connection" -> Reason.CONNECTION;
      default -> message.contains("INTERRUPT") ? Reason.CANCELLED : Reason.DATABASE;
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
