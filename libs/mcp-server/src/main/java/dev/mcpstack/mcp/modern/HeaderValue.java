package dev.mcpstack.mcp.modern;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Values of the body as headers carry them: plain where that is safe, else in Base64. */
final class HeaderValue {
  private static final String PREFIX = "=?base64?";
  private static final String SUFFIX = "?=";

  private HeaderValue() {}

  /** What a header stands for, empty when it is malformed. */
  static Optional<String> decode(String header) {
    if (!header.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~'))) {
      return Optional.empty();
    }
    boolean encoded =
        header.startsWith(PREFIX)
            && header.endsWith(SUFFIX)
            && header.length() >= PREFIX.length() + SUFFIX.length();
    return encoded
        ? base64(header.substring(PREFIX.length(), header.length() - SUFFIX.length()))
        : Optional.of(header);
  }

  private static Optional<String> base64(String text) {
    // The decoder would take text whose padding was left out.
    if (text.length() % 4 != 0) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
