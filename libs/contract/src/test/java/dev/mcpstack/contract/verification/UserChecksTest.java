package dev.mcpstack.contract.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.config.ConfigurationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UserChecksTest {
  private static UserChecks read(String text) {
    return ConfigFile.parse("checks", text, UserChecks.class);
  }

  @Test
  void everyKey_isRead() {
    assertThat(
            read(
                """
                checks:
                  - name: orders
                    tool: execute_query
                    arguments: {source: s, sql: SELECT 1, previewRows: 1}
                    expect: {/rows: 1, /preview/0: [1], '': {a: true}}
                    tolerance: 0.5
                    maxDuration: 5s
                """))
        .isEqualTo(
            new UserChecks(
                List.of(
                    new UserCheck(
                        "orders",
                        "execute_query",
                        Map.of("source", "s", "sql", "SELECT 1", "previewRows", 1),
                        Map.of("/rows", 1, "/preview/0", List.of(1), "", Map.of("a", true)),
                        0.5,
                        Optional.of(Duration.ofSeconds(5))))));
  }

  @Test
  void nameAndTool_areEnough_alsoAsJson() {
    assertThat(read("{\"checks\": [{\"name\": \"a\", \"tool\": \"t\"}]}"))
        .isEqualTo(
            new UserChecks(
                List.of(new UserCheck("a", "t", Map.of(), Map.of(), 0, Optional.empty()))));
    assertThat(read("").checks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "checks: [{name: a}] | tool",
        "checks: [{name: a, tool: t, expected: {}}] | expected",
        "checks: [{name: a, tool: t, expect: {rows: 1}}] | a JSON pointer such as /rows",
        "checks: [{name: a, tool: t, expect: {/a~2: 1}}] | a JSON pointer such as /rows",
        "checks: [{name: a, tool: t, tolerance: -1}] | tolerance",
        "checks: [{name: a, tool: t, maxDuration: 0s}] | a duration above 0",
        "checks: [{name: a, tool: t}, {name: a, tool: u}] | name",
      })
  void wrongChecks_areRefusedWithTheirPlace(String text, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(said);
  }
}
