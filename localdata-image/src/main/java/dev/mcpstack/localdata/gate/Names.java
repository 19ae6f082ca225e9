package dev.mcpstack.localdata.gate;

import java.util.Locale;

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
        : written.toLowerCase(Locale.ROOT);
  }
}
