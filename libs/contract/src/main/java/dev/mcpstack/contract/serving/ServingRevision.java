package dev.mcpstack.contract.serving;

import java.util.OptionalInt;

/** Who knows which revision of a stack serves. Thread-safe. */
@FunctionalInterface
public interface ServingRevision {
  /** Never knows. */
  ServingRevision UNKNOWN = OptionalInt::empty;

  /**
   * Asks. May take some seconds.
   *
   * @return empty if nobody has said so yet
   * @throws dev.mcpstack.contract.error.StackException when nobody answers
   */
  OptionalInt read();
}
