package dev.mcpstack.bench.data;

import dev.mcpstack.bench.WrongAnswerException;

/**
 * What a reader found.
 *
 * @param sum of all values; exact, see {@link Numbers}
 */
record Answer(long rows, double sum) {
  /**
   * Compares.
   *
   * @param what was read
   * @throws WrongAnswerException when it is not the expected one
   */
  void require(Answer expected, String what) throws WrongAnswerException {
    if (!equals(expected)) {
      throw new WrongAnswerException(what + ": " + this + " instead of " + expected);
    }
  }

  Answer plus(Answer other) {
    return new Answer(rows + other.rows, sum + other.sum);
  }
}
