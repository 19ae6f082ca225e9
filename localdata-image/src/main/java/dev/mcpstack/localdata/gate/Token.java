package dev.mcpstack.localdata.gate;

/**
 * A piece of a text that carries meaning: not space, not a comment.
 *
 * @param kind what it is
 * @param start its first character, from 0
 * @param end one past its last character
 * @param text exactly as written
 */
record Token(Kind kind, int start, int end, String text) {

  /** The kinds that matter to the gate. */
  enum Kind {
    /** An unquoted name or key word. */
    WORD,
    /** A name in double quotes. */
    QUOTED_NAME,
    /** A string in single quotes, with its prefix. */
    STRING,
    NUMBER,
    /** An operator, a bracket or a separator. */
    SYMBOL
  }

  boolean is(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /** Whether it is a key word, given in lower case. */
  boolean isWord(String word) {
    return kind == Kind.WORD && Names.lower(text).equals(word);
  }

  /** Quoted, so that a second reader must see the same extent. */
  boolean isQuoted() {
    return kind == Kind.QUOTED_NAME || kind == Kind.STRING;
  }

  /** Equal for two tokens exactly when both databases read them as the same. */
  String meaning() {
    return switch (kind) {
      case WORD, NUMBER -> Names.lower(text);
      case QUOTED_NAME, STRING, SYMBOL -> text;
    };
  }
}
