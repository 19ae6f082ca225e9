package dev.mcpstack.localdata;

import static dev.mcpstack.contract.error.ErrorCategory.DENIED;
import static dev.mcpstack.contract.error.ErrorCategory.EXHAUSTED;
import static dev.mcpstack.contract.error.ErrorCategory.EXTERNAL;
import static dev.mcpstack.contract.error.ErrorCategory.UNAVAILABLE;
import static dev.mcpstack.contract.error.ErrorCategory.USER;

import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.ErrorCode;

/** Failures of LocalData. */
public enum LocalDataError implements ErrorCode {
  SOURCE_UNKNOWN(2001, USER, false, "Call list_sources for the names of the sources."),
  TABLE_UNKNOWN(2002, USER, false, "Call describe_source for the names of the tables."),
  STATEMENT_REFUSED(2003, USER, false, "Write one read-only SELECT statement."),
  QUERY_WRONG(2004, USER, false, "Correct the query; describe_table shows the columns of a table."),
  QUERY_FORBIDDEN(
      2005, DENIED, false, "Ask for other tables, or the owner of the source for the grant."),
  QUERY_TIMED_OUT(
      2006, EXHAUSTED, false, "Ask for less: filter earlier, aggregate, or query a sample."),
  SOURCE_BUSY(
      2007, EXHAUSTED, true, "Wait a few seconds and call again, with fewer queries at once."),
  SOURCE_UNAVAILABLE(
      2008, UNAVAILABLE, true, "Wait and call again. If it lasts, tell the owner of the stack."),
  SOURCE_FAILED(2009, EXTERNAL, true, "Call again. If it fails again, simplify the query."),
  TYPE_UNSUPPORTED(
      2010,
      USER,
      false,
      "Cast the column to a supported type in the query, for example CAST(x AS VARCHAR)."),
  VALUE_OUT_OF_RANGE(
      2011,
      USER,
      false,
      "Cast the column in the query to a type that holds the value, for example VARCHAR."),
  CREDENTIALS_MISSING(
      2012,
      USER,
      false,
      "Create the secret with both keys, or correct its name in the configuration."),
  FILE_UNREADABLE(2013, USER, false, "Correct the path, or the file, in the configuration.");

  private final int number;
  private final ErrorCategory category;
  private final boolean retryable;
  private final String remedy;

  LocalDataError(int number, ErrorCategory category, boolean retryable, String remedy) {
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
