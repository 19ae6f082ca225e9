package dev.mcpstack.localdata.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What must never run is refused, by the rule that is meant to: each known incident of a peer, each
 * measured difference between parsers, and more.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusedQueriesTest {
  private final SqlParserPool pool = new SqlParserPool(2);
  private final SqlPolicy policy = new SqlPolicy(pool);

  @AfterAll
  void closePool() {
    pool.close();
  }

  static Stream<Arguments> cases() {
    return Case.load("refused.txt").stream()
        .flatMap(entry -> entry.dialects().stream().map(dialect -> Arguments.of(dialect, entry)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void query_forbidden_isRefusedByItsRule(Dialect dialect, Case entry) {
    Refused refused = refuse(dialect, entry.sql());
    assertThat(entry.rule().split(",", -1)).as("%s", refused).contains(refused.rule().name());
    assertThat(refused.remedy()).isNotBlank();
    assertThat(refused.toSentence()).hasSizeLessThan(300);
  }

  @Test
  void corpus_perDialect_hasAtLeastSixtyCases() {
    for (Dialect dialect : Dialect.values()) {
      assertThat(
              Case.load("refused.txt").stream().filter(entry -> entry.dialects().contains(dialect)))
          .as(dialect.title())
          .hasSizeGreaterThanOrEqualTo(60);
    }
  }

  @ParameterizedTest
  @EnumSource
  void query_overTheSizeLimit_isRefusedUnread(Dialect dialect) {
    String longest = "select 1" + " ".repeat(SqlPolicy.MAX_CHARACTERS - 8);
    assertThat(policy.check(dialect, longest)).isInstanceOf(Admitted.class);
    assertThat(refuse(dialect, longest + " ").rule()).isEqualTo(Rule.SIZE);
  }

  @ParameterizedTest
  @EnumSource
  void query_empty_isRefused(Dialect dialect) {
    for (String blank : List.of("", " ", "\n\t", "\r\n")) {
      assertThat(refuse(dialect, blank).rule()).isEqualTo(Rule.ONE_STATEMENT);
    }
  }

  @ParameterizedTest
  @EnumSource
  void query_withControlCharacter_isRefusedAtItsPlace(Dialect dialect) {
    Refused refused = refuse(dialect, "select 1,\n  'a\u0000b'");
    assertThat(refused.rule()).isEqualTo(Rule.CHARACTERS);
    assertThat(refused.line()).hasValue(2);
    assertThat(refused.column()).hasValue(5);
    for (String bad : List.of("\u0001", "\u001b", "\u007f", "\u202e", "\ufeff", "\ud800")) {
      assertThat(refuse(dialect, "select '" + bad + "'").rule()).isEqualTo(Rule.CHARACTERS);
    }
    for (String space : List.of("\u00a0", "\u2003", "\u3000", "\u200b", "\u2028", "\f")) {
      assertThat(refuse(dialect, "select" + space + "1").rule()).isEqualTo(Rule.CHARACTERS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nesting_beyondTheLimit_isRefused(Dialect dialect) {
    for (int depth : List.of(65, 200, 2000, 4000)) {
      String sql = "select " + "(".repeat(depth) + "1" + ")".repeat(depth);
      assertThat(refuse(dialect, sql).rule()).isEqualTo(Rule.NESTING);
    }
  }

  /** Shapes that make parsers backtrack or recurse, as large as the limits allow. */
  static Stream<Arguments> shapes() {
    return Stream.of(
            nested("(", "1", ")", 62),
            nested("abs(", "1", ")", 62),
            nested("coalesce(1, abs(", "1", "))", 31),
            nested("(case when (", "1 = 1", ") then 1 end) = 1", 31),
            nested("(select ", "1", ")", 62),
            nested("(a = 1 or (b = 2 and ", "c", "))", 31),
            nested("a in (select 1 where ", "b", ")", 62),
            nested("((a = (b)) or (", "1", "))", 31),
            nested("[", "1", "]", 62),
            nested("sum(1) over (order by ", "1", ")", 62),
            nested("coalesce((a + (b * (", "1", "))))", 15) + " fromm x",
            nested("(a = 1 and (", "b", "))", 31) + " garbage garbage 1 2",
            nested("not ", "a", "", 2_400),
            nested("- ", "1", "", 4_900),
            nested("case when 1=1 then ", "1", "", 500),
            nested("a + ", "1", "", 2_400),
            nested("a and ", "1", "", 1_600),
            nested("", "a", "::int", 1_900),
            nested("", "a", "->'b'", 1_900),
            nested("", "a", "[1]", 3_000),
            nested("a.", "b", "", 4_900),
            nested("a between 1 and ", "2", "", 600),
            "select 1 from " + nested("(select * from ", "t", ") x", 62).substring(7),
            "select 1 from t " + "join t using (a) ".repeat(580),
            "select 1 " + "union select 1 ".repeat(660),
            "with a as (select 1)" + ", a as (select 1)".repeat(570) + " select 1",
            "values " + "(1,2),".repeat(1_600) + "(1,2)")
        .flatMap(sql -> Stream.of(Dialect.values()).map(dialect -> Arguments.of(dialect, sql)));
  }

  private static String nested(String open, String core, String close, int times) {
    return "select " + open.repeat(times) + core + close.repeat(times);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("shapes")
  void shape_hostile_isJudgedInTime(Dialect dialect, String sql) {
    assertThat(sql).hasSizeLessThan(SqlPolicy.MAX_CHARACTERS);
    GateVerdict verdict = policy.check(dialect, sql);
    if (verdict instanceof Refused refused) {
      assertThat(refused.rule()).isNotEqualTo(Rule.PARSE_TIME).isNotEqualTo(Rule.SIZE);
    }
    assertThat(pool.overdue()).isZero();
  }

  @Test
  void name_thatPostgresqlWouldCutOff_isRefused() {
    String longest = "t".repeat(63);
    assertThat(policy.check(Dialect.POSTGRESQL, "select 1 from " + longest))
        .isInstanceOf(Admitted.class);
    assertThat(refuse(Dialect.POSTGRESQL, "select 1 from " + longest + "t").rule())
        .isEqualTo(Rule.SAME_MEANING);
  }

  /** Lower case by Unicode would turn the Kelvin sign into a plain k. */
  @Test
  void name_withALetterThatOnlyUnicodeFolds_isAnotherName() {
    assertThat(refuse(Dialect.POSTGRESQL, "select ran\u212a() over ()").rule())
        .isEqualTo(Rule.FUNCTION);
  }

  @Test
  void refusal_ofAFunction_namesTheNearestAllowedOne() {
    Refused refused = refuse(Dialect.POSTGRESQL, "select lenght(name) from customers");
    assertThat(refused.toSentence())
        .isEqualTo(
            "FUNCTION: The function lenght is not allowed for PostgreSQL."
                + " The allowed name closest to it is length.");
  }

  @Test
  void refusal_ofLongText_quotesAShortPart() {
    Refused refused = refuse(Dialect.DUCKDB, "select " + "x".repeat(5000) + "(1)");
    assertThat(refused.detail()).hasSizeLessThan(120).contains("…");
  }

  @Test
  void refusal_ofSyntax_saysWhere() {
    Refused refused = refuse(Dialect.POSTGRESQL, "select id\nfrom customers\nwere id = 1");
    assertThat(refused.rule()).isEqualTo(Rule.SYNTAX);
    assertThat(refused.line()).hasValue(3);
    assertThat(refused.toSentence()).startsWith("SYNTAX (line 3, column");
  }

  private Refused refuse(Dialect dialect, String sql) {
    GateVerdict verdict = policy.check(dialect, sql);
    assertThat(verdict).as("%s", verdict).isInstanceOf(Refused.class);
    return (Refused) verdict;
  }
}
