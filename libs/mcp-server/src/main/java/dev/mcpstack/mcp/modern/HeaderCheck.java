package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.http.McpRequest;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether the headers say what the body says. Whoever stands between may have routed or allowed the
 * request by its headers, so nothing may be done by a body that says otherwise.
 */
final class HeaderCheck {
  static final String METHOD = "Mcp-Method";
  static final String NAME = "Mcp-Name";

  /** Where in the parameters the methods that have a name have it. */
  private static final Map<String, String> NAMED =
      Map.of("tools/call", "name", "prompts/get", "name", "resources/read", "uri");

  private HeaderCheck() {}

  /**
   * Checks the headers that every request must have, where the transport has headers at all.
   *
   * @throws Refusal when one is missing or says something else
   */
  static void check(McpRequest request, String method) {
    if (request.transport() == McpRequest.Transport.HTTP) {
      check(request.header(), method, request.params());
    }
  }

  private static void check(
      Function<String, @Nullable String> header, String method, Map<String, Object> params) {
    require(METHOD, header.apply(METHOD), method);
    String key = NAMED.get(method);
    if (key == null) {
      return;
    }
    String found = header.apply(NAME);
    if (params.get(key) instanceof String name) {
      requireDecoded(NAME, found, name);
    } else if (found != null) {
      throw mismatch(NAME, "there is no params." + key + " in the body");
    }
  }

  /** Requires a header that carries its value as it is. */
  static void require(String name, @Nullable String found, String expected) {
    if (found == null) {
      throw mismatch(name, "it is missing");
    }
    if (!found.equals(expected)) {
      throw mismatch(name, "it isn't what the body says");
    }
  }

  /** Requires a header that may carry its value in Base64. */
  static void requireDecoded(String name, @Nullable String found, String expected) {
    if (found == null) {
      throw mismatch(name, "it is missing");
    }
    String value = HeaderValue.decode(found).orElseThrow(() -> mismatch(name, "it is malformed"));
    if (!value.equals(expected)) {
      throw mismatch(name, "it isn't what the body says");
    }
  }

  static Refusal mismatch(String name, String why) {
    return new Refusal(
        ModernErrors.headerMismatch(
            "The header " + name + " must repeat what the body says, but " + why + "."));
  }
}
