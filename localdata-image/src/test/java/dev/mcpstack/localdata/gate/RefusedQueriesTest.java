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

  @ParameterizedTest
  @EnumSource
  void nesting_withoutBrackets_neitherOverflowsNorHangs(Dialect dialect) {
    for (String unit : List.of("not ", "- ", "case when 1=1 then ", "1 + ", "a and ", "a.")) {
      String sql = "select " + unit.repeat(9_900 / unit.length()) + "1";
      assertThat(policy.check(dialect, sql)).isNotNull();
    }
    assertThat(pool.overdue()).isZero();
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
