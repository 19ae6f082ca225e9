package dev.mcpstack.localdata.gate;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a text may run, without a database. It fails closed: what it does not know, it
 * refuses.
 *
 * <p>A text passes when it is within the limits, is one statement, is a query whose whole tree
 * consists of allowed constructs, and when the text written anew from that tree consists of the
 * same tokens as the text that came in. What runs is the text written anew.
 *
 * <p>Safe for use by any number of threads; never throws for any text.
 */
public final class SqlPolicy {
  /** The longest text that is read, in characters. */
  public static final int MAX_CHARACTERS = 10_000;

  /** How deep brackets may nest. */
  public static final int MAX_NESTING = 64;

  /** How long one check may take, waiting for a parser thread included. */
  public static final Duration PARSE_LIMIT = Duration.ofSeconds(3);

  private final SqlParserPool pool;

  /** A policy that parses on the threads of a pool, which stays the caller's to close. */
  public SqlPolicy(SqlParserPool pool) {
    this.pool = pool;
  }

  /** The verdict on a text. */
  public GateVerdict check(Dialect dialect, String sql) {
    if (sql.length() > MAX_CHARACTERS) {
      return Refused.of(
          Rule.SIZE,
          "The query has " + sql.length() + " characters; at most " + MAX_CHARACTERS + " are read.",
          "Shorten it; join to a table instead of listing values.");
    }
    SqlParser parser = new SqlParser();
    try {
      // Before the pool: cheap and linear, so a flood of junk costs no parser thread.
      List<Token> tokens = Shape.oneStatement(sql, Lexer.lex(dialect, sql).tokens());
      Shape.nesting(sql, tokens);
      return pool.run(() -> checkTree(parser, dialect, sql, tokens), PARSE_LIMIT, parser::stop);
    } catch (RefusedException e) {
      return e.refused();
    } catch (SqlParserPool.OverloadException _) {
      return tooSlow();
    } catch (ExecutionException e) {
      return ofFailure(e.getCause());
    }
  }

  private static Refused ofFailure(@Nullable Throwable failure) {
    return switch (failure) {
      case RefusedException refused -> refused.refused();
      case StackOverflowError _ ->
          Refused.of(
              Rule.NESTING,
              "The query is nested too deeply to be read.",
              "Split the query into WITH items.");
      case null, default ->
          Refused.of(
              Rule.SYNTAX,
              "The query cannot be read.",
              "Write one plain SELECT statement; leave out unusual syntax.");
    };
  }

  private static Admitted checkTree(
      SqlParser parser, Dialect dialect, String sql, List<Token> tokens) throws RefusedException {
    Statement statement = parser.parse(dialect, sql);
    Findings first = examine(dialect, statement);
    String rewritten = statement.toString();

    Lexer.Lexed lexed = Lexer.lex(dialect, rewritten);
    Shape.oneStatement(rewritten, lexed.tokens());
    Rewrite.sameTokens(sql, tokens, lexed);
    SqlParser.sameQuotes(dialect, rewritten, lexed.tokens());
    Statement again = parser.parse(dialect, rewritten);
    Findings second = examine(dialect, again);
    if (!rewritten.equals(again.toString()) || !first.equals(second)) {
      throw Rewrite.differs();
    }
    Rewrite.onlyKnownCalls(dialect, rewritten, lexed.tokens(), second);
    return new Admitted(dialect, rewritten, second);
  }

  private static Findings examine(Dialect dialect, Statement statement) throws RefusedException {
    if (!(statement instanceof Select)) {
      throw new RefusedException(
          Rule.QUERY_ONLY,
          "This is a " + statement.getClass().getSimpleName() + ", not a query.",
          "Only SELECT, WITH … SELECT and VALUES run here; use the describe tools for structure.");
    }
    TreeWalk walk = new TreeWalk(dialect);
    walk.walk(statement);
    return walk.findings();
  }

  static Refused tooSlow() {
    return Refused.of(
        Rule.PARSE_TIME,
        "The query could not be checked within " + PARSE_LIMIT.toMillis() + " ms.",
        "Simplify it, or try again when fewer queries are waiting.");
  }
}
