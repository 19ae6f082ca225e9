package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.select.Select;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A seeded slice of mutated statements: the check never throws and never hangs, and what it admits
 * is one SELECT without a forbidden word. A failure prints the seed's statement.
 */
class FuzzTest {
  private static final long SEED = 20_261_120;
  private static final int STATEMENTS = 3_000;

  /** Text that has broken a gate somewhere. */
  private static final List<String> SPLICES =
      List.of(
          ";",
          "--",
          "/*",
          "*/",
          "/*!",
          "'",
          "\"",
          "''",
          "\\'",
          "$$",
          "E'",
          "q'[",
          "]'",
          "(",
          ")",
          "[",
          "{",
          "?",
          ":a",
          "@",
          "#",
          "\u0000",
          "\u00a0",
          "\n",
          " into x",
          " for update",
          " union select 1",
          " from 'x.csv'",
          " pg_sleep(1)",
          " pg_read_file('/etc/passwd')",
          " read_text('/etc/passwd')",
          "; drop table customers",
          " delete from customers",
          " with d as (delete from orders returning *) select * from d",
          " lateral ",
          " not ",
          " case when ",
          "::int",
          "->>",
          " as ",
          ",",
          ".",
          "1e",
          "0x",
          "\ud83d\udc4d",
          "U&'");

  @ParameterizedTest
  @EnumSource
  @Timeout(120)
  void check_mutatedStatements_neverThrowsAndAdmitsOnlyOneSelect(Dialect dialect) throws Exception {
    SplittableRandom random = new SplittableRandom(SEED + dialect.name().length());
    List<String> corpus =
        Stream.of("legit-common.txt", "legit-" + dialect.key() + ".txt", "refused.txt")
            .flatMap(name -> Case.load(name).stream())
            .map(Case::sql)
            .toList();
    int admitted = 0;
    try (SqlParserPool pool = new SqlParserPool(2)) {
      SqlPolicy policy = new SqlPolicy(pool);
      for (int i = 0; i < STATEMENTS; i++) {
        String sql = mutate(random, corpus);
        long start = System.nanoTime();
        GateVerdict verdict = policy.check(dialect, sql);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).as(sql).isLessThan(SqlPolicy.PARSE_LIMIT.plusSeconds(2));
        if (verdict instanceof Admitted query) {
          admitted++;
          isOneSelect(dialect, policy, sql, query);
        }
      }
      assertThat(pool.overdue()).isZero();
    }
    // Otherwise the mutations are too wild to test what is admitted.
    assertThat(admitted).isGreaterThan(STATEMENTS / 20);
  }

  private static void isOneSelect(Dialect dialect, SqlPolicy policy, String sql, Admitted query)
      throws Exception {
    String toRun = query.sqlToRun();
    assertThat(CCJSqlParserUtil.parse(toRun)).as(sql).isInstanceOf(Select.class);
    assertThat(((Admitted) policy.check(dialect, toRun)).sqlToRun()).as(sql).isEqualTo(toRun);
    List<Token> tokens = Lexer.lex(dialect, toRun).tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      assertThat(token.is(";")).as(sql).isFalse();
      assertThat(token.isWord("into")).as(sql).isFalse();
      boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
      String word = token.text().toLowerCase(Locale.ROOT);
      assertThat(called && (word.contains("pg_read") || word.contains("read_text")))
          .as(sql)
          .isFalse();
    }
  }

  private static String mutate(SplittableRandom random, List<String> corpus) {
    StringBuilder sql = new StringBuilder(corpus.get(random.nextInt(corpus.size())));
    int edits = 1 + random.nextInt(3);
    for (int edit = 0; edit < edits && sql.length() > 1; edit++) {
      int at = random.nextInt(sql.length());
      switch (random.nextInt(5)) {
        case 0 -> sql.insert(at, SPLICES.get(random.nextInt(SPLICES.size())));
        case 1 -> sql.deleteCharAt(at);
        case 2 -> sql.delete(at, Math.min(sql.length(), at + 1 + random.nextInt(12)));
        case 3 -> {
          String other = corpus.get(random.nextInt(corpus.size()));
          int from = random.nextInt(other.length());
          sql.insert(at, other, from, Math.min(other.length(), from + random.nextInt(60)));
        }
        default -> swapWords(random, sql);
      }
    }
    return sql.toString();
  }

  private static void swapWords(SplittableRandom random, StringBuilder sql) {
    List<String> words = new ArrayList<>(List.of(sql.toString().split(" ", -1)));
    int first = random.nextInt(words.size());
    int second = random.nextInt(words.size());
    String moved = words.get(first);
    words.set(first, words.get(second));
    words.set(second, moved);
    sql.setLength(0);
    sql.append(String.join(" ", words));
  }
}
