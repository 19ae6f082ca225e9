package dev.mcpstack.mcp.http;

/** The client closed the connection while it was being answered. */
public final class ClientGoneException extends RuntimeException {
  ClientGoneException(Throwable cause) {
    super(cause);
  }
}
