package dev.mcpstack.operator.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AmountTest {
  @ParameterizedTest
  @CsvSource({
    "2, 2",
    "2.5, 2.5",
    "500m, 0.5",
    "3u, 0.000003",
    "7n, 0.000000007",
    "4k, 4000",
    "2M, 2000000",
    "1Ki, 1024",
    "768Mi, 805306368",
    "2.5Gi, 2684354560",
    "1e3, 1000",
    "1E2, 100",
    "1E, 1000000000000000000",
    "-1, -1",
  })
  void parse_isWhatKubernetesMeans(String text, BigDecimal amount) {
    assertThat(Amount.parse(text).orElseThrow()).isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "1 Gi", "1KiB", "Gi"})
  void parse_ofNoAmount_isEmpty(String text) {
    assertThat(Amount.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "pods, 1, 1 pod",
    "pods, 4, 4 pods",
    "requests.cpu, 750m, 0.75 CPU",
    "requests.cpu, 0, 0 CPU",
    "limits.cpu, 2, 2 of limits.cpu",
    "requests.memory, 2560Mi, 2.5Gi of memory",
    "requests.memory, 0, 0 of memory",
    "limits.memory, 512Mi, 512Mi of limits.memory",
    "requests.ephemeral-storage, 1000, 1000 of requests.ephemeral-storage",
  })
  void text_isForPeople(String resource, String amount, String text) {
    assertThat(Amount.text(resource, Amount.parse(amount).orElseThrow())).isEqualTo(text);
  }
}
