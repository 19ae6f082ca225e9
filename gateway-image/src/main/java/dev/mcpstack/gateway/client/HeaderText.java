package dev.mcpstack.gateway.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes values of a body as headers carry them: plain where that is safe, else in Base64. */
final class HeaderText {
  private static final String PREFIX = "=?base64?";
  private static final String SUFFIX = "?=";

  private HeaderText() {}

  static String of(String value) {
    return isSafe(value)
        ? value
        : PREFIX
            + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8))
            + SUFFIX;
  }

  private static boolean isSafe(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean visible = c > ' ' && c <= '~';
      boolean inside = i > 0 && i < value.length() - 1;
      if (!visible && !(c == ' ' && inside)) {
        return false;
      }
    }
    // A value that looks encoded would be taken for what it seems to encode.
    return !(value.startsWith(PREFIX) && value.endsWith(SUFFIX));
  }
}
