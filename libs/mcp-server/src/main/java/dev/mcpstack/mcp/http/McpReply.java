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

  /**
   * Minds the client while its request is in work: keeps a connection on which nothing moves alive
   * with comments, which turn the reply into a stream, and notices when the client closes it.
   *
   * @param gone runs at most once, on a thread of its own, and not before the request has been in
   *     work for a moment; whatever is sent after that is lost
   * @return ends the minding
   */
  Watch watch(Runnable gone);

  /**
   * Says that this reply is a stream on which little happens for a long time, so that it no longer
   * counts among the requests in work.
   */
  void longLived();

  /** Turns the reply into a stream before there is anything to say. */
  void open();

  /** Closes the connection without an answer, also while another thread is sending. */
  void drop();

  /** The minding of a client. */
  @FunctionalInterface
  interface Watch extends AutoCloseable {
    @Override
    void close();
  }
}
