package dev.mcpstack.mcp.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A broken request, as JSON-RPC has it. The message is always a text of ours.
 *
 * @param httpStatus the status that goes with it
 * @param code as JSON-RPC and MCP define it
 * @param message what is wrong and what to do
 * @param data the same for programs, or null
 */
public record JsonRpcError(
    int httpStatus, int code, String message, @Nullable Map<String, Object> data) {
  /** The body is no JSON. */
  public static final int PARSE_ERROR = -32700;

  /** The body is no JSON-RPC request. */
  public static final int INVALID_REQUEST = -32600;

  /** No such method. */
  public static final int METHOD_NOT_FOUND = -32601;

  /** The parameters are off. */
  public static final int INVALID_PARAMS = -32602;

  /** Our fault. */
  public static final int INTERNAL_ERROR = -32603;

  /** Refused before the message was looked at; the HTTP status says why. */
  public static final int REFUSED = -32000;

  /** An error that its message tells in full. */
  public JsonRpcError(int httpStatus, int code, String message) {
    this(httpStatus, code, message, null);
  }

  /** A failure that nobody expected: a fixed text, and where the log tells more. */
  public static JsonRpcError unexpected(String incident) {
    return new JsonRpcError(
        500,
        INTERNAL_ERROR,
        "Something failed inside the server. Call again; if it fails again, give the incident id "
            + incident
            + " to the owner of the stack.");
  }

  /** As a message that answers the request of the id. */
  public Map<String, Object> toMessage(@Nullable Object id) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message());
    if (data != null) {
      error.put("data", data);
    }
    message.put("error", error);
    return message;
  }
}
