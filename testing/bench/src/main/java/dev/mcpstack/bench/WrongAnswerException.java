package dev.mcpstack.bench;

/** An answer that is not what was asked for: a benchmark of wrong answers measures nothing. */
public final class WrongAnswerException extends Exception {
  /** With what was wrong. */
  public WrongAnswerException(String message) {
    super(message);
  }
}
