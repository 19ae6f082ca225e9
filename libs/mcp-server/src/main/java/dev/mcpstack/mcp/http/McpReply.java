package dev.mcpstack.mcp.http;

/**
 * The answer to one request: one JSON message, or a stream of messages that ends with the answer.
 * Thread-safe: a heartbeat may send while the answer is being made.
 */
public interface McpReply {
  /** Adds a header. Only before the first message. */
  void header(String name, String value);

  /**
   * Sends a message before the answer, and so turns the reply into a stream. Ignored once the
   * answer was sent.
   */
  void event(Object message);

  /** Sends the answer. Ignored once an answer was sent. */
  void answer(Object message);

  /** Refuses: a status and a JSON-RPC error. On a stream that has begun, the error alone. */
  void refuse(JsonRpcError error, @org.jspecify.annotations.Nullable Object id);

  /** Accepts a notification or response: 202 without body. */
  void accepted();
}
