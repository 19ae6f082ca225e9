package dev.mcpstack.contract.error;

import static dev.mcpstack.contract.error.ErrorCategory.DENIED;
import static dev.mcpstack.contract.error.ErrorCategory.EXHAUSTED;
import static dev.mcpstack.contract.error.ErrorCategory.INTERNAL;
import static dev.mcpstack.contract.error.ErrorCategory.UNAVAILABLE;
import static dev.mcpstack.contract.error.ErrorCategory.USER;

/** Failures that every server can answer with. */
public enum ContractError implements ErrorCode {
  ARGUMENTS_INVALID(1001, USER, false, "Correct the arguments named above and call again."),
  HANDLE_UNKNOWN(
      1002,
      USER,
      false,
      "Check that the handle was copied whole. If it was, make the data again with the call that returned it."),
  HANDLE_ENDED(1003, USER, false, "Make the data again with the call that returned the handle."),
  HANDLE_WRONG_KIND(1004, USER, false, "Pass a handle of the kind that the tool names."),
  SCOPE_MISSING(
      1005, DENIED, false, "Ask the owner of the stack for a key with the scope that is named."),
  CALLS_EXHAUSTED(
      1006, EXHAUSTED, true, "Wait a few seconds and call again, with fewer calls at once."),
  RESULT_TOO_LARGE(
      1007, EXHAUSTED, false, "Ask for fewer rows or columns, or page with read_rows."),
  CALL_CANCELLED(
      1008, USER, true, "The call was cancelled. Call again if you still need the answer."),
  PEER_UNAVAILABLE(1009, UNAVAILABLE, true, "Wait a few seconds and call again."),
  ROWS_CORRUPT(1010, INTERNAL, true, "Call again. If it happens twice, run the query again."),
  SPOOL_FULL(
      1011,
      EXHAUSTED,
      true,
      "Release handles that are no longer needed, or wait until some expire, and call again."),
  CLIENT_INPUT_MISSING(
      1012,
      USER,
      false,
      "Use a client that can be asked, answer what it is asked, and call again."),
  STORE_UNAVAILABLE(
      1013,
      UNAVAILABLE,
      true,
      "Wait a few seconds and call again. If it goes on, tell the owner of the stack that the token store is away."),
  SERVER_STOPPING(
      1014,
      UNAVAILABLE,
      true,
      "Call again: another server of the stack takes the call. What this one holds can still be read."),
  INTERNAL_ERROR(
      1999,
      INTERNAL,
      true,
      "Call again. If it fails again, give the incident id to the owner of the stack.");

  private final int number;
  private final ErrorCategory category;
  private final boolean retryable;
  private final String remedy;

  ContractError(int number, ErrorCategory category, boolean retryable, String remedy) {
    this.number = number;
    this.category = category;
    this.retryable = retryable;
    this.remedy = remedy;
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public ErrorCategory category() {
    return category;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
