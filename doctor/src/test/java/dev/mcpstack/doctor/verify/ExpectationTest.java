package dev.mcpstack.doctor.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.config.YamlTree;
import dev.mcpstack.contract.verification.UserCheck;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpectationTest {
  private static final String ANSWER =
      "{status: complete, rows: 3, big: '9007199254740993', list: [1, {a/b: x}, 2.5], empty: {}, flag: true, text: abc}";

  @SuppressWarnings("unchecked") // An answer is an object.
  private static Map<String, Object> tree(String yaml) {
    return (Map<String, Object>) YamlTree.parseAll("answer", yaml).getFirst().root();
  }

  private static String mismatch(String expect, String answer) {
    UserCheck check =
        ConfigFile.parse("check", "{name: n, tool: t, " + expect + "}", UserCheck.class);
    return Expectation.mismatch(check, tree(answer)).orElse("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "expect: {} | -",
        "expect: {/rows: 3} | -",
        "expect: {/rows: 3.0} | -",
        "expect: {/rows: 3.01} | the value at /rows is not the one expected",
        "expect: {/rows: 3.01}, tolerance: 0.02 | -",
        "expect: {/rows: 3.03}, tolerance: 0.02 | the value at /rows is not the one expected",
        "expect: {/rows: '3'} | the value at /rows is not the one expected",
        "expect: {/big: 9007199254740993} | -",
        "expect: {/big: 9007199254740992} | the value at /big is not the one expected",
        "expect: {/list/0: 1, /list/2: 2.5} | -",
        "expect: {/list/3: 1} | there is nothing at /list/3",
        "expect: {/list/01: 1} | there is nothing at /list/01",
        "expect: {/list/-: 1} | there is nothing at /list/-",
        "expect: {/list/1/a~1b: x} | -",
        "expect: {/list: [1, {a/b: x}, 2.5]} | -",
        "expect: {/list: [1, {a/b: x}]} | the value at /list is not the one expected",
        "expect: {/list: [1, {a/b: x, c: y}, 2.5]} | the value at /list is not the one expected",
        "expect: {/empty: {}} | -",
        "expect: {/empty/a: 1} | there is nothing at /empty/a",
        "expect: {/flag: true, /text: abc} | -",
        "expect: {/flag: 'true'} | the value at /flag is not the one expected",
        "expect: {/text/0: a} | there is nothing at /text/0",
      })
  void answer_isComparedWithWhatIsExpected(String expect, String said) {
    assertThat(mismatch(expect, ANSWER)).isEqualTo(said == null ? "" : said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "expect: {} | t is not done well",
        "expect: {/error/code: QUERY_REFUSED} | t is not done well",
        "expect: {/status: failed, /error/code: QUERY_REFUSED} | -",
        "expect: {/status: failed, /error/code: OTHER} | the value at /error/code is not the one expected",
      })
  void failure_isExpectedWhereItsStatusIs(String expect, String said) {
    assertThat(mismatch(expect, "{status: failed, error: {code: QUERY_REFUSED}}"))
        .isEqualTo(said == null ? "" : said);
  }
}
