package dev.mcpstack.localdata.gate;

/** Names as a database looks them up. */
final class Names {
  private Names() {}

  static boolean isQuoted(String written) {
    return written.length() >= 2 && written.startsWith("\"") && written.endsWith("\"");
  }

  /** A written name without its quotes; an unquoted one in lower case. */
  static String plain(String written) {
    return isQuoted(written)
        ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
        : lower(written);
  }

  /**
   * Lower case for the letters A to Z only, as both databases do it: no other letter becomes one.
   */
  static String lower(String text) {
    StringBuilder lower = new StringBuilder(text);
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + ('a' - 'A')));
      }
    }
    return lower.toString();
  }
}
