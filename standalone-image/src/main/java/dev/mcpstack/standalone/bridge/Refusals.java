package dev.mcpstack.standalone.bridge;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a host is told when the endpoint gave no answer to its request. */
final class Refusals {
  private static final int REFUSED = -32000;

  private final URI endpoint;

  Refusals(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * An answer that isn't 200: the endpoint's own error if it sent one, but for the key, which is
   * ours to get right.
   */
  Message ofStatus(Object id, int status, Map<?, ?> error) {
    if (status != 401
        && error.get("code") instanceof Integer code
        && error.get("message") instanceof String text) {
      return error(id, code, text, error.get("data"));
    }
    return error(id, REFUSED, what(status), null);
  }

  /** Nobody there. */
  Message away(Object id) {
    return error(id, REFUSED, awayText(), null);
  }

  /** Not whom the bridge was told to believe, so nothing was sent. */
  Message untrusted(Object id) {
    return error(id, REFUSED, untrustedText(), null);
  }

  /** The connection broke after the request was sent, so it may have been carried out. */
  Message broken(Object id) {
    return error(
        id,
        REFUSED,
        "The connection to " + endpoint + " broke before the answer came. Send the request again.",
        null);
  }

  /** Something that isn't the protocol. */
  Message strange(Object id) {
    return error(
        id,
        REFUSED,
        endpoint
            + " did not answer as an MCP endpoint does. Check the URL, it usually ends in /mcp.",
        null);
  }

  String awayText() {
    return endpoint + " can't be reached. Check the URL and that the stack runs, then try again.";
  }

  String untrustedText() {
    return endpoint
        + " shows a certificate that is not trusted, or can't agree on TLS. Pass --ca-file with the"
        + " certificate of who signed it.";
  }

  /** What a status means for who configured the bridge. */
  String what(int status) {
    return switch (status) {
      case 401 -> endpoint + " refuses the key. Check the file of --key-file, or MCPSTACK_KEY.";
      case 403, 421 -> endpoint + " does not let this caller in (HTTP " + status + ").";
      case 404, 405 ->
          endpoint + " is no MCP endpoint (HTTP " + status + "). The URL usually ends in /mcp.";
      case 429, 503 -> endpoint + " is busy (HTTP " + status + "). Try again soon.";
      default -> endpoint + " answered HTTP " + status + ".";
    };
  }

  private static Message error(Object id, int code, String text, @Nullable Object data) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", text);
    if (data != null) {
      error.put("data", data);
    }
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("jsonrpc", "2.0");
    message.put("id", id);
    message.put("error", error);
    return Message.of(message);
  }
}
