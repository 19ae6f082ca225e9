package dev.mcpstack.contract.verification;

/** Writes texts as JSON that YAML understands too. */
final class JsonText {
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7f;
  private static final int LAST_CONTROL = 0x9f;
  private static final int BYTE_ORDER_MARK = 0xfeff;
  private static final int FIRST_NON_CHARACTER = 0xfffe;

  private JsonText() {}

  /**
   * Appends a text in quotes. What can't be printed becomes a blank.
   *
   * @param longest how many characters it may have; what is beyond becomes an ellipsis
   */
  static void append(StringBuilder json, String text, int longest) {
    boolean cut = text.codePointCount(0, text.length()) > longest;
    json.append('"');
    text.codePoints()
        .limit(cut ? longest - 1 : longest)
        .map(point -> isPrintable(point) ? point : ' ')
        .forEach(point -> {
          if (point == '"' || point == '\\') {
            json.append('\\');
          }
          json.appendCodePoint(point);
        });
    json.append(cut ? "…\"" : "\"");
  }

  private static boolean isPrintable(int point) {
    boolean control = point < FIRST_PRINTABLE || (point >= DELETE && point <= LAST_CONTROL);
    boolean half = Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE;
    // Readers of YAML stumble over characters of two units where their buffer ends.
    boolean none = point >= FIRST_NON_CHARACTER || point == BYTE_ORDER_MARK;
    return !control && !half && !none;
  }
}
