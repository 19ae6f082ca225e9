package dev.mcpstack.localdata.gate;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;

/**
 * Checks the texts that the parser keeps unparsed inside a node: a name is one name, and no text
 * hides a call or a query.
 */
final class Texts {
  private static final Set<String> QUERY_WORDS =
      Set.of("select", "from", "table", "values", "with", "into", "join", "insert", "update");

  /** Words that begin another statement where engines need no separator. */
  private static final Set<String> STATEMENT_WORDS =
      Set.of(
          "alter",
          "begin",
          "call",
          "commit",
          "copy",
          "create",
          "declare",
          "delete",
          "drop",
          "exec",
          "execute",
          "grant",
          "insert",
          "kill",
          "merge",
          "replace",
          "revoke",
          "rollback",
          "set",
          "shutdown",
          "truncate",
          "update",
          "use",
          "waitfor");

  private Texts() {}

  /** An alias without AS must not read as the start of the next statement. */
  static void checkAlias(Alias alias) throws RefusedException {
    String name = alias.getName() == null ? "" : alias.getName();
    if (!alias.isUseAs() && STATEMENT_WORDS.contains(Names.lower(name))) {
      throw new RefusedException(
          Rule.CONSTRUCT,
          "The name " + Refused.excerpt(name) + " reads as the start of another statement.",
          "Write AS before it, or put it in double quotes.");
    }
  }

  static void check(Dialect dialect, Object node, String field, Object value)
      throws RefusedException {
    if (node instanceof StringValue && field.equals("value")) {
      return;
    }
    switch (value) {
      case String text -> checkText(dialect, node, field, text);
      case Collection<?> items -> {
        for (Object item : items) {
          if (item instanceof String text) {
            checkText(dialect, node, field, text);
          }
        }
      }
      default -> {}
    }
  }

  private static void checkText(Dialect dialect, Object node, String field, String text)
      throws RefusedException {
    if (text.isBlank() || (node instanceof StringValue && field.equals("quoteStr"))) {
      return;
    }
    List<Token> tokens = Lexer.lex(dialect, text).tokens();
    boolean oneName =
        tokens.size() == 1
            && (tokens.getFirst().kind() == Token.Kind.WORD
                || tokens.getFirst().kind() == Token.Kind.QUOTED_NAME
                || (node instanceof Alias && tokens.getFirst().kind() == Token.Kind.STRING));
    if ((node instanceof Column && field.equals("columnName")) || node instanceof Alias) {
      if (!oneName) {
        throw new RefusedException(
            Rule.CONSTRUCT,
            "The name " + Refused.excerpt(text) + " is not a plain name.",
            "Use letters, digits and underscores, or double quotes.");
      }
      return;
    }
    boolean inType = node instanceof ColDataType;
    for (Token token : tokens) {
      boolean hides =
          (token.is("(") && !inType)
              || token.is(";")
              || (token.kind() == Token.Kind.WORD
                  && tokens.size() > 1
                  && QUERY_WORDS.contains(Names.lower(token.text())));
      if (hides) {
        throw Unlisted.field(dialect, node.getClass(), field);
      }
    }
  }
}
