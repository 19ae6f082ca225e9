package dev.mcpstack.localdata.gate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Splits a text by the lexical rules that PostgreSQL and DuckDB share, and refuses whatever another
 * reader could split differently: glued or escaped quotes, dollar quotes, nested or executable
 * comments, odd characters. It is the second reader that the parser's own lexer is held against.
 */
final class Lexer {
  private static final String OPERATOR = "+-*/<>=~!@#%^&|?";
  private static final String KEEPS_SIGN = "~!@#%^&|?";
  private static final Set<String> STRING_PREFIXES = Set.of("e", "x", "b");
  private static final Pattern NUMBER =
      Pattern.compile(
          "(\\d[\\d_]*(\\.[\\d_]*)?|\\.\\d[\\d_]*)([eE][+-]?\\d+)?|0[xX][0-9a-fA-F]+|0[bB][01]+");

  private static final int MAX_NAME_BYTES = 63;

  private final Dialect dialect;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private boolean commented;

  private Lexer(Dialect dialect, String text) {
    this.dialect = dialect;
    this.text = text;
  }

  /**
   * What a text consists of.
   *
   * @param tokens in order
   * @param commented whether anything was skipped as a comment
   */
  record Lexed(List<Token> tokens, boolean commented) {}

  static Lexed lex(Dialect dialect, String text) throws RefusedException {
    Lexer lexer = new Lexer(dialect, text);
    lexer.run();
    return new Lexed(List.copyOf(lexer.tokens), lexer.commented);
  }

  /** A character that neither hides nor reorders what is around it. */
  static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL -> point == '\t' || point == '\n' || point == '\r';
      case Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      // The joiners inside emoji and Indic text; the rest are direction marks and invisible signs.
      case Character.FORMAT -> point == 0x200C || point == 0x200D;
      default -> true;
    };
  }

  private void run() throws RefusedException {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (!isPlain(text.codePointAt(i))) {
        throw refuse(
            Rule.CHARACTERS,
            "The character " + Character.getName(text.codePointAt(i)) + " is not accepted.",
            "Write the query in plain printable characters.",
            i);
      }
    }
    while (at < text.length()) {
      next();
    }
  }

  private void next() throws RefusedException {
    char c = text.charAt(at);
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      at++;
    } else if (text.startsWith("--", at)) {
      commented = true;
      skipLine();
    } else if (text.startsWith("/*", at)) {
      commented = true;
      skipBlockComment();
    } else if (c == '\'') {
      string(at);
    } else if (c == '"') {
      quoted(at, '"', Token.Kind.QUOTED_NAME);
    } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
      number();
    } else if (isWordStart(text.codePointAt(at))) {
      word();
    } else {
      symbol(c);
    }
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
      at++;
    }
  }

  private void skipBlockComment() throws RefusedException {
    int start = at;
    if (text.startsWith("/*!", at) || text.startsWith("/*+", at) || text.startsWith("/*M!", at)) {
      throw refuse(
          Rule.COMMENT,
          "The comment "
              + Refused.excerpt(text.substring(at, Math.min(at + 4, text.length())))
              + " is one that some engines run.",
          "Leave the comment out.",
          start);
    }
    int end = text.indexOf("*/", at + 2);
    int nested = text.indexOf("/*", at + 2);
    if (end < 0) {
      throw refuse(Rule.COMMENT, "A comment is not closed.", "Close it with */.", start);
    }
    if (nested >= 0 && nested < end) {
      throw refuse(
          Rule.COMMENT,
          "A comment starts inside a comment; engines differ on where that ends.",
          "Use comments that are not nested.",
          nested);
    }
    at = end + 2;
  }

  private void string(int start) throws RefusedException {
    boolean escapes = at > start && Character.toLowerCase(text.charAt(start)) == 'e';
    int open = at;
    quoted(start, '\'', Token.Kind.STRING);
    String body = text.substring(open + 1, at - 1);
    for (int i = 0; escapes && i < body.length(); i++) {
      if (body.charAt(i) == '\\' && i + 1 < body.length() && body.charAt(i + 1) == '\\') {
        i++;
      } else if (body.charAt(i) == '\\' && (i + 1 == body.length() || body.charAt(i + 1) == '\'')) {
        throw refuse(
            Rule.QUOTING,
            "A backslash before a quote ends the string for some readers only.",
            "Write a quote inside a string as two quotes.",
            open + 1 + i);
      }
    }
    Token previous = tokens.size() > 1 ? tokens.get(tokens.size() - 2) : null;
    if (previous != null && previous.kind() == Token.Kind.STRING) {
      throw refuse(
          Rule.QUOTING,
          "Two strings stand side by side; only some readers join them.",
          "Write one string, or join them with ||.",
          start);
    }
  }

  /** Reads to the closing mark, a doubled mark being a literal one; {@link #at} is on the first. */
  private void quoted(int start, char mark, Token.Kind kind) throws RefusedException {
    int end = at + 1;
    while (true) {
      end = text.indexOf(mark, end);
      if (end < 0) {
        throw refuse(
            Rule.QUOTING,
            kind == Token.Kind.STRING ? "A string is not closed." : "A quoted name is not closed.",
            "Close it with " + mark + ".",
            start);
      }
      if (end + 1 < text.length() && text.charAt(end + 1) == mark) {
        end += 2;
      } else {
        break;
      }
    }
    at = end + 1;
    if (at < text.length() && (isWordStart(text.codePointAt(at)) || isQuote(text.charAt(at)))) {
      throw glued(at);
    }
    add(kind, start);
    if (kind == Token.Kind.QUOTED_NAME && at - start == 2) {
      throw refuse(Rule.QUOTING, "A quoted name is empty.", "Name the column or table.", start);
    }
  }

  private void number() throws RefusedException {
    int start = at;
    while (at < text.length()
        && (isWordPart(text.codePointAt(at))
            || text.charAt(at) == '.'
            || ((text.charAt(at) == '+' || text.charAt(at) == '-') && isExponent(start)))) {
      at += Character.charCount(text.codePointAt(at));
    }
    if (!NUMBER.matcher(text.substring(start, at)).matches()
        || (at < text.length() && isQuote(text.charAt(at)))) {
      throw refuse(
          Rule.SYNTAX,
          "The number " + Refused.excerpt(text.substring(start, at)) + " runs into what follows.",
          "Put a space after the number.",
          start);
    }
    add(Token.Kind.NUMBER, start);
  }

  private boolean isExponent(int start) {
    return Character.toLowerCase(text.charAt(at - 1)) == 'e'
        && !text.regionMatches(true, start, "0x", 0, 2)
        && at + 1 < text.length()
        && isDigit(text.charAt(at + 1));
  }

  private void word() throws RefusedException {
    int start = at;
    while (at < text.length() && isWordPart(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    String word = Names.lower(text.substring(start, at));
    boolean quoteFollows = at < text.length() && isQuote(text.charAt(at));
    if (quoteFollows && text.charAt(at) == '\'' && STRING_PREFIXES.contains(word)) {
      string(start);
    } else if (quoteFollows
        || (word.equals("u")
            && at + 1 < text.length()
            && text.charAt(at) == '&'
            && isQuote(text.charAt(at + 1)))) {
      throw glued(at);
    } else {
      add(Token.Kind.WORD, start);
    }
  }

  private void symbol(char c) throws RefusedException {
    int start = at;
    if (c == '$') {
      throw refuse(
          at + 1 < text.length() && isDigit(text.charAt(at + 1)) ? Rule.PARAMETER : Rule.QUOTING,
          "A dollar sign starts a parameter or a dollar-quoted string.",
          "Write the value as a literal in single quotes.",
          start);
    }
    if (OPERATOR.indexOf(c) >= 0) {
      operator();
    } else if (text.startsWith("::", at) || text.startsWith(":=", at)) {
      at += 2;
    } else if ("()[],.;:".indexOf(c) >= 0
        || (dialect == Dialect.DUCKDB && (c == '{' || c == '}'))) {
      at++;
    } else {
      throw refuse(
          Rule.CHARACTERS,
          "The character " + Character.getName(text.codePointAt(at)) + " has no place here.",
          "Use it only inside a string or a quoted name.",
          start);
    }
    add(Token.Kind.SYMBOL, start);
  }

  /** PostgreSQL's rule: the longest run, but a run of plain signs does not end in + or -. */
  private void operator() throws RefusedException {
    int start = at;
    while (at < text.length()
        && OPERATOR.indexOf(text.charAt(at)) >= 0
        && !text.startsWith("--", at)
        && !text.startsWith("/*", at)) {
      at++;
    }
    String run = text.substring(start, at);
    boolean keepsSign = run.chars().anyMatch(sign -> KEEPS_SIGN.indexOf(sign) >= 0);
    while (!keepsSign
        && at - start > 1
        && (text.charAt(at - 1) == '+' || text.charAt(at - 1) == '-')) {
      at--;
    }
    if (run.indexOf('?') >= 0) {
      throw refuse(
          Rule.PARAMETER,
          "A question mark stands for a parameter.",
          "Write values as literals; for a jsonb key test use jsonb_exists(column, 'key').",
          start);
    }
  }

  private void add(Token.Kind kind, int start) throws RefusedException {
    boolean name = kind == Token.Kind.WORD || kind == Token.Kind.QUOTED_NAME;
    if (name
        && dialect == Dialect.POSTGRESQL
        && text.substring(start, at).getBytes(StandardCharsets.UTF_8).length
            > MAX_NAME_BYTES + (kind == Token.Kind.QUOTED_NAME ? 2 : 0)) {
      throw refuse(
          Rule.SAME_MEANING,
          "PostgreSQL cuts a name off after " + MAX_NAME_BYTES + " bytes.",
          "Use a shorter name.",
          start);
    }
    tokens.add(new Token(kind, start, at, text.substring(start, at)));
  }

  private RefusedException glued(int offset) {
    return refuse(
        Rule.QUOTING,
        "A quote touches a word or another quote; readers split that differently.",
        "Put a space between them, and write plain strings without a prefix.",
        offset);
  }

  private RefusedException refuse(Rule rule, String detail, String remedy, int offset) {
    return new RefusedException(Refused.at(rule, detail, remedy, Position.of(text, offset)));
  }

  private static boolean isQuote(char c) {
    return c == '\'' || c == '"';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(int point) {
    return point == '_' || Character.isLetter(point);
  }

  private static boolean isWordPart(int point) {
    return isWordStart(point)
        || (point < 128 ? isDigit((char) point) || point == '$' : Character.isDigit(point));
  }
}
