package dev.mcpstack.localdata.gate;

/**
 * A place in a text.
 *
 * @param line from 1
 * @param column in characters, from 1
 */
record Position(int line, int column) {

  /** The place of a character, counted from 0, in a text. */
  static Position of(String text, int offset) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(offset, text.length()); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return new Position(line, offset - lineStart + 1);
  }
}
