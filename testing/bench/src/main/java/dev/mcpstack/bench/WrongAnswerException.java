package dev.mcpstack.bench;

/** An answer that is not what was asked for: a benchmark of wrong answers measures nothing. */
final class WrongAnswerException extends Exception {
  WrongAnswerException(String message) {
    super(message);
  }
}
