package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.localdata.LocalDataError;
import dev.mcpstack.localdata.gate.GateException;
import dev.mcpstack.localdata.source.Source;

/** From what the gate says of a failed run to what the caller is told. */
final class GateFailures {
  private GateFailures() {}

  static StackException of(GateException failure, Source source) {
    StackException told =
        switch (failure.reason()) {
          case QUERY_WRONG ->
              new StackException(
                  LocalDataError.QUERY_WRONG,
                  failure
                      .databaseMessage()
                      .map(text -> source.dialect().title() + " does not accept the query: " + text)
                      .orElse(text(failure)),
                  failure);
          case FORBIDDEN ->
              new StackException(LocalDataError.QUERY_FORBIDDEN, text(failure), failure);
          case TIMED_OUT ->
              new StackException(LocalDataError.QUERY_TIMED_OUT, text(failure), failure);
          case CANCELLED ->
              new StackException(ContractError.CALL_CANCELLED, text(failure), failure);
          case CONNECTION ->
              new StackException(
                  LocalDataError.SOURCE_UNAVAILABLE,
                  "The connection to source '" + source.name() + "' failed.",
                  failure);
          case DATABASE ->
              outOfMemory(failure)
                  ? new StackException(
                      ContractError.RESULT_TOO_LARGE,
                      "The query needs more memory than the embedded database of source '"
                          + source.name()
                          + "' may take.",
                      failure)
                  : new StackException(LocalDataError.SOURCE_FAILED, text(failure), failure);
        };
    return failure.sqlState().isEmpty() ? told : told.withDetail("sqlState", failure.sqlState());
  }

  /** How DuckDB begins what it says when its memory is used up. */
  private static boolean outOfMemory(GateException failure) {
    return failure.getCause() != null
        && String.valueOf(failure.getCause().getMessage()).startsWith("Out of Memory Error");
  }

  private static String text(GateException failure) {
    String message = failure.getMessage();
    return message == null ? "The query failed." : message;
  }
}
