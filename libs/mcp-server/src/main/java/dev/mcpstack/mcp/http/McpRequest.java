package dev.mcpstack.mcp.http;

import dev.mcpstack.contract.principal.Principal;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC message that passed the edge.
 *
 * @param principal the caller
 * @param header looks a header up by name, null when absent
 * @param message the body: a JSON object
 * @param transport what carried it
 */
public record McpRequest(
    Principal principal,
    Function<String, @Nullable String> header,
    Map<String, Object> message,
    Transport transport) {
  /** What carries messages. */
  public enum Transport {
    /** One request a message, with headers of which the eras demand some. */
    HTTP,
    /**
     * A line a message, both ways, without headers: an era must not demand any. The session of the
     * older era is the connection, which presents its id as the header would. Requests are
     * cancelled by a notification in every era.
     */
    STDIO
  }

  /** A message that came by HTTP. */
  public McpRequest(
      Principal principal, Function<String, @Nullable String> header, Map<String, Object> message) {
    this(principal, header, message, Transport.HTTP);
  }

  /** The method, or null when this is a response or malformed. */
  public @Nullable String method() {
    return message.get("method") instanceof String method ? method : null;
  }

  /** The id: a string or whole number, or null for a notification. */
  public @Nullable Object id() {
    return message.get("id");
  }

  /** The parameters, empty when absent. */
  @SuppressWarnings("unchecked") // A JSON object has string keys.
  public Map<String, Object> params() {
    return message.get("params") instanceof Map<?, ?> params
        ? (Map<String, Object>) params
        : Map.of();
  }
}
