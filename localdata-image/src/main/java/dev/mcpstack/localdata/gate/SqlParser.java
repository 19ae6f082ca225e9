package dev.mcpstack.localdata.gate;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import net.sf.jsqlparser.parser.AbstractJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserConstants;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.parser.TokenMgrException;
import net.sf.jsqlparser.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * One use of JSqlParser: reads a text on the calling thread and can be told to stop from another.
 */
final class SqlParser {
  private volatile boolean stopped;
  private volatile @Nullable CCJSqlParser running;

  /** Makes a parse that is under way end soon, and any later one at once. */
  void stop() {
    stopped = true;
    CCJSqlParser parser = running;
    if (parser != null) {
      parser.interrupted = true;
    }
  }

  /** The tree of the one statement; tried without the costly look-ahead first. */
  Statement parse(Dialect dialect, String text) throws RefusedException {
    try {
      return parse(dialect, text, false);
    } catch (RefusedException _) {
      return parse(dialect, text, true);
    }
  }

  private Statement parse(Dialect dialect, String text, boolean complex) throws RefusedException {
    if (stopped) {
      throw new RefusedException(SqlPolicy.tooSlow());
    }
    CCJSqlParser parser = parser(dialect, text).withAllowComplexParsing(complex);
    running = parser;
    if (stopped) {
      parser.interrupted = true;
    }
    try {
      Statement statement = parser.Statement();
      if (statement == null || !parser.getParseErrors().isEmpty()) {
        throw unreadable(OptionalInt.empty(), OptionalInt.empty());
      }
      return statement;
    } catch (ParseException e) {
      boolean known = e.currentToken != null && e.currentToken.next != null;
      throw unreadable(
          known ? OptionalInt.of(e.currentToken.next.beginLine) : OptionalInt.empty(),
          known ? OptionalInt.of(e.currentToken.next.beginColumn) : OptionalInt.empty());
    } catch (TokenMgrException | IllegalArgumentException | IllegalStateException e) {
      // JSqlParser reports some bad literals by unchecked exceptions.
      throw unreadable(OptionalInt.empty(), OptionalInt.empty());
    } finally {
      running = null;
    }
  }

  /** The parser's own lexer must see each quoted piece exactly where ours does. */
  static void sameQuotes(Dialect dialect, String text, List<Token> ours) throws RefusedException {
    Set<Long> extents = new HashSet<>();
    CCJSqlParser parser = parser(dialect, text);
    try {
      net.sf.jsqlparser.parser.Token token = parser.getNextToken();
      while (token.kind != CCJSqlParserConstants.EOF) {
        if (token.image.indexOf('\'') >= 0 || token.image.indexOf('"') >= 0) {
          // The parser counts characters from 1.
          extents.add(extent(token.absoluteBegin - 1, token.absoluteEnd - 1));
        }
        token = parser.getNextToken();
      }
    } catch (TokenMgrException e) {
      throw unreadable(OptionalInt.empty(), OptionalInt.empty());
    }
    for (Token token : ours) {
      if (token.isQuoted() && !extents.remove(extent(token.start(), token.end()))) {
        throw twoReadings(text, token.start());
      }
    }
    if (!extents.isEmpty()) {
      throw twoReadings(text, (int) (extents.iterator().next() >> Integer.SIZE));
    }
  }

  private static long extent(int start, int end) {
    return ((long) start << Integer.SIZE) | end;
  }

  private static CCJSqlParser parser(Dialect dialect, String text) {
    return switch (dialect) {
      // DuckDB's lexical rules are PostgreSQL's; the parser has no dialect of its own for it.
      case POSTGRESQL, DUCKDB ->
          new CCJSqlParser(new StringProvider(text))
              .withDialect(AbstractJSqlParser.Dialect.POSTGRESQL);
    };
  }

  private static RefusedException twoReadings(String text, int offset) {
    return new RefusedException(
        Refused.at(
            Rule.QUOTING,
            "This string or quoted name can be read in two ways.",
            "Write plain strings in single quotes and names in double quotes.",
            Position.of(text, offset)));
  }

  private static RefusedException unreadable(OptionalInt line, OptionalInt column) {
    return new RefusedException(
        new Refused(
            Rule.SYNTAX,
            "The query cannot be read from here on.",
            "Check the SQL at this place; write one plain SELECT statement.",
            line,
            column));
  }
}
