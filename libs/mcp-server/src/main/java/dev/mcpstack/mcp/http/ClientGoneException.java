package dev.mcpstack.mcp.http;

/** The client closed the connection while it was being answered. */
public final class ClientGoneException extends RuntimeException {
  /** Why nothing reaches it any more. */
  public ClientGoneException(Throwable cause) {
    super(cause);
  }
}
