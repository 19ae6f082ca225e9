package dev.mcpstack.contract.error;

/** Who can do something about a failure. Failure rates are reported by category. */
public enum ErrorCategory {
  /** The caller asked for something that can't be: change the call. */
  USER,
  /** The caller may not. */
  DENIED,
  /** A limit of ours was reached: ask for less, or later. */
  EXHAUSTED,
  /** A system that we depend on, such as a database, said no. */
  EXTERNAL,
  /** A neighbour can't be reached now. */
  UNAVAILABLE,
  /** Our fault. */
  INTERNAL
}
