package dev.mcpstack.localdata.gate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.statement.create.table.ColDataType;

/** Checks the names of functions and types that a tree mentions. */
final class CallPolicy {
  /** Types that take arguments in brackets; any other with brackets could be a call in disguise. */
  private static final Set<String> TYPES_WITH_ARGUMENTS =
      Set.of(
          "numeric",
          "decimal",
          "dec",
          "varchar",
          "char",
          "character",
          "bpchar",
          "varying",
          "bit",
          "varbit",
          "float",
          "time",
          "timetz",
          "timestamp",
          "timestamptz",
          "interval",
          "struct",
          "row",
          "map",
          "union",
          "enum",
          "list",
          "array");

  private final Dialect dialect;
  private final FunctionPolicy functions;

  CallPolicy(Dialect dialect) {
    this.dialect = dialect;
    this.functions = FunctionPolicy.of(dialect);
  }

  /** The plain name of a function that may be called here. */
  String check(List<String> parts, boolean source) throws RefusedException {
    String name = Names.plain(parts.getLast());
    boolean builtin =
        parts.size() == 1
            || (dialect == Dialect.POSTGRESQL
                && parts.size() == 2
                && Names.plain(parts.getFirst()).equals("pg_catalog"));
    if (!builtin) {
      throw new RefusedException(
          Rule.FUNCTION,
          "The function "
              + Refused.excerpt(String.join(".", parts))
              + " is called through a "
              + "schema or a column.",
          "Call built-in functions by their plain name: name(argument).");
    }
    boolean allowed = source ? functions.allowsSource(name) : functions.allowsValue(name);
    if (!allowed) {
      boolean elsewhere = functions.allowsAnywhere(name);
      String hint =
          functions
              .nearest(name, source)
              .map(near -> "The allowed name closest to it is " + near + ".")
              .orElse("Compute it from allowed functions, or ask for it to be allowed.");
      throw new RefusedException(
          Rule.FUNCTION,
          "The function "
              + Refused.excerpt(name)
              + " is not allowed "
              + (source ? "in FROM" : elsewhere ? "outside FROM" : "for " + dialect.title())
              + ".",
          elsewhere && !source ? "Move it to FROM." : hint);
    }
    return name;
  }

  /** The words of a type that may stand before its arguments, in lower case. */
  Set<String> checkType(ColDataType type) throws RefusedException {
    Set<String> beforeBrackets = new HashSet<>();
    Token previous = null;
    for (Token token : Lexer.lex(dialect, type.getDataType() + arguments(type)).tokens()) {
      boolean plain =
          token.kind() == Token.Kind.WORD
              || token.kind() == Token.Kind.QUOTED_NAME
              || token.kind() == Token.Kind.NUMBER
              || "().,[]".contains(token.text())
              // The labels of a DuckDB ENUM.
              || (token.kind() == Token.Kind.STRING && dialect == Dialect.DUCKDB);
      if (!plain) {
        throw unknown(type);
      }
      if (token.is("(")) {
        String word = previous == null ? "" : Names.lower(previous.text());
        if (!TYPES_WITH_ARGUMENTS.contains(word)) {
          throw unknown(type);
        }
        beforeBrackets.add(word);
      }
      previous = token;
    }
    return beforeBrackets;
  }

  private static String arguments(ColDataType type) {
    List<String> arguments = type.getArgumentsStringList();
    return arguments == null || arguments.isEmpty() ? "" : "(" + String.join(", ", arguments) + ")";
  }

  private static RefusedException unknown(ColDataType type) {
    return new RefusedException(
        Rule.TYPE,
        "The type " + Refused.excerpt(type.getDataType()) + " is not in a plain form.",
        "Cast to a plain type such as integer, numeric(12,2), text, date or timestamp.");
  }
}
