package dev.mcpstack.datascience.text;

/** Names and values of the data, made fit for a sentence or a cell: one line, bounded. */
public final class Shown {
  private static final int LONGEST_NAME = 80;

  private Shown() {}

  /** A name in single quotes. */
  public static String quoted(String name) {
    return "'" + name(name) + "'";
  }

  /** A name on one line, at most 80 characters. */
  public static String name(String name) {
    return line(cut(name, LONGEST_NAME));
  }

  /** The text when it is no longer than that, else its beginning and an ellipsis. */
  public static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end = longest - 1;
    // Never half of a character that takes two.
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  /** The text with everything that could break a line or hide made a space. */
  public static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().map(point -> isInvisible(point) ? ' ' : point).forEach(line::appendCodePoint);
    return line.toString();
  }

  private static boolean isInvisible(int point) {
    return Character.isISOControl(point)
        || switch (Character.getType(point)) {
          case Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }
}
