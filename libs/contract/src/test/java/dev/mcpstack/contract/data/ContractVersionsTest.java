package dev.mcpstack.contract.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ContractVersionsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, ''",
    "1, 2, 1, 1, ''",
    "1, 1, 1, 2, ''",
    "1, 3, 1, 1, only one version apart",
    "1, 1, 1, 3, only one version apart",
    "2, 1, 1, 1, 'by contract version 2 and the one that serves by 1'",
    "1, 1, 2, 1, neither could read the other's handles",
    "1, 2147483647, 1, -2147483648, only one version apart",
  })
  void conflict(int data, int store, int servingData, int servingStore, String said) {
    String conflict =
        new ContractVersions(data, store)
            .conflict(new ContractVersions(servingData, servingStore))
            .orElse("");
    assertThat(conflict).contains(said);
    assertThat(conflict.isEmpty()).isEqualTo(said.isEmpty());
  }

  @Test
  void whatIsSaid_isRead() {
    ContractVersions versions = new ContractVersions(3, 4);
    assertThat(ContractVersions.in(Map.of(ContractVersions.KEY, versions.toTree())))
        .contains(versions);
  }

  @Test
  void anythingElse_isNotSaid() {
    assertThat(ContractVersions.in(Map.of())).isEmpty();
    assertThat(ContractVersions.in(Map.of(ContractVersions.KEY, 1))).isEmpty();
    assertThat(ContractVersions.in(Map.of(ContractVersions.KEY, Map.of("data", 1)))).isEmpty();
    assertThat(ContractVersions.in(Map.of(ContractVersions.KEY, Map.of("data", "1", "store", 1))))
        .isEmpty();
  }
}
