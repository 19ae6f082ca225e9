package dev.mcpstack.operator.apply;

import java.util.Optional;

/** What doctor says at its end. */
final class CheckResult {
  private CheckResult() {}

  /** Why a cell must not serve, of a termination message. */
  static Optional<String> why(String message) {
    return Optional.of(message).filter(text -> !text.isBlank());
  }
}
