package dev.mcpstack.datascience.error;

import static dev.mcpstack.contract.error.ErrorCategory.USER;

import dev.mcpstack.contract.error.ErrorCategory;
import dev.mcpstack.contract.error.ErrorCode;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.datascience.stats.StatisticsException;

/** Failures that the analysis server adds to those of the contract. */
public enum DataScienceError implements ErrorCode {
  COLUMN_UNKNOWN(3001, "Use one of the columns that the data token holds."),
  COLUMN_AMBIGUOUS(3002, "Give each column its own name with AS in the query."),
  COLUMN_WRONG_TYPE(3003, "Use another column, or cast this one in the query."),
  NUMBER_OUT_OF_RANGE(3004, "Filter the value out or replace it in the query."),
  GROUPS_NOT_TWO(3005, "Keep two groups with WHERE in the query."),
  DATA_UNSUITABLE(3006, "Check the filter, the columns and the number of missing values."),
  COLUMNS_TOO_MANY(3007, "Name the columns that matter in columns.");

  private final int number;
  private final String remedy;

  DataScienceError(int number, String remedy) {
    this.number = number;
    this.remedy = remedy;
  }

  /**
   * The failure of a statistic that can't be computed from the data.
   *
   * @param used rows that went into it
   * @param dropped rows that did not, because a value was missing
   */
  public static StackException unsuitable(StatisticsException cause, long used, long dropped) {
    String lost =
        dropped == 0
            ? ""
            : " Of %d rows, %d were dropped because a value is missing."
                .formatted(used + dropped, dropped);
    return new StackException(DATA_UNSUITABLE, cause.problem() + lost, cause)
        .withRemedy(cause.remedy())
        .withDetail("used", used)
        .withDetail("dropped", dropped);
  }

  @Override
  public int number() {
    return number;
  }

  @Override
  public ErrorCategory category() {
    return USER;
  }

  @Override
  public boolean retryable() {
    return false;
  }

  @Override
  public String remedy() {
    return remedy;
  }
}
