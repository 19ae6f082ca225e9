package dev.mcpstack.datascience.stats;

import static java.util.Objects.requireNonNull;

/**
 * Data or a setting from which the asked statistic cannot be computed. Both sentences are safe to
 * show to a client: they hold column names and counts, never a value of the data.
 */
public final class StatisticsException extends IllegalArgumentException {
  private final String problem;
  private final String remedy;

  /**
   * Describes what is wrong and what to do about it.
   *
   * @param problem one whole sentence: what was found
   * @param remedy one whole sentence: what the caller can change
   */
  public StatisticsException(String problem, String remedy) {
    super(problem + " " + remedy);
    this.problem = requireNonNull(problem, "problem is null");
    this.remedy = requireNonNull(remedy, "remedy is null");
  }

  /** What was found, as one sentence. */
  public String problem() {
    return problem;
  }

  /** What the caller can change, as one sentence. */
  public String remedy() {
    return remedy;
  }
}
