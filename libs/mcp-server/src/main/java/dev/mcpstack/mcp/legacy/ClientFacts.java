package dev.mcpstack.mcp.legacy;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client says of itself on initialize, made fit to be carried in a session id. */
final class ClientFacts {
  private static final int MAX_TEXT = 64;
  private static final String UNKNOWN = "unknown";

  private ClientFacts() {}

  /** The claims of a new session, or empty when the capabilities are not those of the protocol. */
  static Optional<SessionClaims> claims(
      String principal, String version, Map<String, Object> params) {
    Map<?, ?> client = params.get("clientInfo") instanceof Map<?, ?> info ? info : Map.of();
    return capabilities(params.get("capabilities"))
        .map(capabilities ->
            new SessionClaims(
                principal,
                version,
                text(client.get("name")),
                text(client.get("version")),
                capabilities));
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Optional<Map<String, Object>> capabilities(@Nullable Object sent) {
    if (sent == null) {
      return Optional.of(Map.of());
    }
    if (!(sent instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    // Each is an object of its own, whatever capabilities there will be.
    return map.values().stream().allMatch(each -> each instanceof Map)
        ? Optional.of((Map<String, Object>) map)
        : Optional.empty();
  }

  /** At most {@value #MAX_TEXT} printable ASCII characters, so that its size is known. */
  private static String text(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return UNKNOWN;
    }
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .limit(MAX_TEXT)
        .forEach(point -> clean.append(point >= ' ' && point <= '~' ? (char) point : '?'));
    return clean.toString().isBlank() ? UNKNOWN : clean.toString();
  }
}
