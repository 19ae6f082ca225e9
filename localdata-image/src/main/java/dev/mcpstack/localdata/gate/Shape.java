package dev.mcpstack.localdata.gate;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Checks that need no grammar: one statement, brackets that match, a bounded depth. */
final class Shape {
  private Shape() {}

  /** The tokens of the one statement, its closing semicolon left out. */
  static List<Token> oneStatement(String text, List<Token> tokens) throws RefusedException {
    int end = tokens.size();
    while (end > 0 && tokens.get(end - 1).is(";")) {
      end--;
    }
    List<Token> statement = tokens.subList(0, end);
    if (statement.isEmpty()) {
      throw new RefusedException(
          Rule.ONE_STATEMENT, "There is no statement.", "Write one SELECT statement.");
    }
    for (Token token : statement) {
      if (token.is(";")) {
        throw new RefusedException(
            Refused.at(
                Rule.ONE_STATEMENT,
                "A semicolon separates two statements.",
                "Send one statement a call.",
                Position.of(text, token.start())));
      }
    }
    return statement;
  }

  /** Brackets match, and brackets and CASE together go no deeper than the limit. */
  static void nesting(String text, List<Token> tokens) throws RefusedException {
    Deque<String> open = new ArrayDeque<>();
    for (Token token : tokens) {
      String closer =
          switch (token.meaning()) {
            case "(" -> ")";
            case "[" -> "]";
            case "{" -> "}";
            default -> null;
          };
      if (closer != null) {
        open.push(closer);
      } else if (token.is(")") || token.is("]") || token.is("}")) {
        if (!token.text().equals(open.poll())) {
          throw unbalanced(text, token);
        }
      }
      if (open.size() > SqlPolicy.MAX_NESTING) {
        throw new RefusedException(
            Refused.at(
                Rule.NESTING,
                "Brackets are nested deeper than " + SqlPolicy.MAX_NESTING + ".",
                "Split the query into WITH items.",
                Position.of(text, token.start())));
      }
    }
    if (!open.isEmpty()) {
      throw unbalanced(text, tokens.getLast());
    }
  }

  private static RefusedException unbalanced(String text, Token token) {
    return new RefusedException(
        Refused.at(
            Rule.NESTING,
            "The brackets do not match.",
            "Close every bracket that is opened, in order.",
            Position.of(text, token.start())));
  }
}
