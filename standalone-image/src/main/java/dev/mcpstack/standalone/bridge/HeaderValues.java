package dev.mcpstack.standalone.bridge;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Texts as values of headers, as the protocol mirrors them. */
final class HeaderValues {
  private static final String BEGIN = "=?base64?";
  private static final String END = "?=";

  private HeaderValues() {}

  /** Itself where a header can hold it, else its UTF-8 as Base64 between markers. */
  static String encode(String text) {
    boolean plain = text.equals(text.strip()) && text.chars().allMatch(c -> c >= ' ' && c < 127);
    boolean looksEncoded = text.startsWith(BEGIN) && text.endsWith(END);
    return plain && !looksEncoded
        ? text
        : BEGIN + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + END;
  }
}
