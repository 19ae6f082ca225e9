package dev.mcpstack.localdata.gate;

import java.util.List;
import java.util.Set;

/** Holds the text that will run against the text that came in and against what the tree showed. */
final class Rewrite {
  /** Words that stand before a bracket without calling anything. */
  private static final Set<String> STRUCTURE =
      Set.of(
          "all",
          "and",
          "any",
          "as",
          "asc",
          "between",
          "by",
          "case",
          "desc",
          "distinct",
          "else",
          "except",
          "exclude",
          "exists",
          "filter",
          "from",
          "group",
          "having",
          "in",
          "intersect",
          "interval",
          "is",
          "join",
          "lateral",
          "like",
          "ilike",
          "limit",
          "materialized",
          "not",
          "offset",
          "on",
          "or",
          "over",
          "qualify",
          "replace",
          "select",
          "sets",
          "similar",
          "some",
          "then",
          "to",
          "union",
          "using",
          "values",
          "when",
          "where",
          "with",
          "window",
          "bernoulli",
          "system",
          "repeatable",
          "escape",
          "overlaps",
          "zone",
          "symmetric",
          "pivot",
          "unpivot",
          "fetch",
          "set");

  private Rewrite() {}

  /** Same tokens in the same order: nothing dropped, added or moved by parsing and writing. */
  static void sameTokens(String sql, List<Token> asked, Lexer.Lexed toRun) throws RefusedException {
    List<Token> written = toRun.tokens();
    for (int i = 0; i < asked.size(); i++) {
      if (i >= written.size() || !asked.get(i).meaning().equals(written.get(i).meaning())) {
        Token token = asked.get(i);
        throw new RefusedException(
            Refused.at(
                Rule.SAME_MEANING,
                "From " + Refused.excerpt(token.text()) + " on, the query would run changed.",
                "Write this part another way; quoted names must not contain a dot.",
                Position.of(sql, token.start())));
      }
    }
    if (written.size() != asked.size() || toRun.commented()) {
      throw differs();
    }
  }

  /** Whatever stands before a bracket is a call the walk has allowed, or not a call at all. */
  static void onlyKnownCalls(Dialect dialect, String text, List<Token> tokens, Findings findings)
      throws RefusedException {
    FunctionPolicy policy = FunctionPolicy.of(dialect);
    for (int i = 0; i + 1 < tokens.size(); i++) {
      Token token = tokens.get(i);
      boolean name = token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.QUOTED_NAME;
      if (!name || !tokens.get(i + 1).is("(")) {
        continue;
      }
      String plain = Names.plain(token.text());
      boolean known =
          policy.allowsAnywhere(plain)
              || findings.callables().contains(Names.lower(plain))
              || (token.kind() == Token.Kind.WORD && STRUCTURE.contains(plain));
      if (!known) {
        throw new RefusedException(
            Refused.at(
                Rule.FUNCTION,
                Refused.excerpt(token.text()) + " stands before a bracket and is not a known call.",
                "Call only the functions that are allowed, in their plain form.",
                Position.of(text, token.start())));
      }
    }
  }

  static RefusedException differs() {
    return new RefusedException(
        Rule.SAME_MEANING,
        "The query cannot be written anew without changing it.",
        "Write it in a plainer form.");
  }
}
