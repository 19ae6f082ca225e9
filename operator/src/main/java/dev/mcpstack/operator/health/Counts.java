package dev.mcpstack.operator.health;

/**
 * Calls of agents.
 *
 * @param calls that were answered, in whatever way
 * @param errors of them by the servers' fault
 * @param answers the times of those that did not fail
 */
record Counts(long calls, long errors, Latencies answers) {
  static final Counts NONE = new Counts(0, 0, Latencies.NONE);

  Counts plus(Counts other) {
    return new Counts(calls + other.calls, errors + other.errors, answers.plus(other.answers));
  }

  /** Those that were not there before. */
  Counts minus(Counts before) {
    return new Counts(
        Math.max(0, calls - before.calls),
        Math.max(0, errors - before.errors),
        answers.minus(before.answers));
  }

  /** Those of a process since it was read before: all, where it counts anew. */
  Counts since(Counts before) {
    boolean anew =
        calls < before.calls || errors < before.errors || answers.count() < before.answers.count();
    return anew ? this : minus(before);
  }
}
