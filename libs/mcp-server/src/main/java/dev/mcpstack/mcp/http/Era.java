package dev.mcpstack.mcp.http;

/** One era of the protocol. Each is a package that can be deleted when its time has passed. */
public interface Era {
  /** Whether the request is of this era. */
  boolean accepts(McpRequest request);

  /** Answers it, on the calling virtual thread. Exactly one answer is given, whatever happens. */
  void serve(McpRequest request, McpReply reply);

  /**
   * Opens a stream of messages that answer nothing, on the calling virtual thread.
   *
   * @param request without a message
   * @return false when the era has no such streams, or none for this request: nothing was sent
   */
  default boolean listen(McpRequest request, McpReply reply) {
    return false;
  }

  /** Ends what stays open for long, in good order. The client may open it again. */
  default void endStreams() {}

  /** The server is about to stop: what would stay open for long ends now, in good order. */
  default void stopping() {}
}
