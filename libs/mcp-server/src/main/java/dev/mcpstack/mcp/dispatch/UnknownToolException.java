package dev.mcpstack.mcp.dispatch;

/** A request names a tool that isn't there: a broken request, not a failed call. */
public final class UnknownToolException extends RuntimeException {
  UnknownToolException(String message) {
    super(message);
  }

  /** The text for the caller. */
  public String safeMessage() {
    String message = getMessage();
    return message == null ? "Unknown tool." : message;
  }
}
