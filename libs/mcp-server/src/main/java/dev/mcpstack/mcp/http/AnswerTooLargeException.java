package dev.mcpstack.mcp.http;

/** An answer that passes the limit. Nothing of it was sent. */
public final class AnswerTooLargeException extends RuntimeException {
  /** An answer of so many bytes where fewer are sent. */
  public AnswerTooLargeException(int bytes, int limit) {
    super("The answer would take " + bytes + " bytes, and the most that is sent is " + limit + ".");
  }

  /** The text for the caller. */
  public String safeMessage() {
    String message = getMessage();
    return message == null ? "The answer is too large." : message;
  }
}
