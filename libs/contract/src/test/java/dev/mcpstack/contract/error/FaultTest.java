package dev.mcpstack.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FaultTest {
  @ParameterizedTest
  @CsvSource({
    "USER, false, CALLER",
    "USER, true, CALLER",
    "DENIED, false, CALLER",
    "EXHAUSTED, false, CALLER",
    "EXHAUSTED, true, SERVER",
    "EXTERNAL, true, SERVER",
    "UNAVAILABLE, true, SERVER",
    "INTERNAL, false, SERVER",
  })
  void fault_isThatOfWhoCanDoSomething(ErrorCategory category, boolean retryable, Fault fault) {
    assertThat(Fault.of(category, retryable)).isEqualTo(fault);
    assertThat(Fault.of(Map.of("category", category.name(), "retryable", retryable)))
        .isEqualTo(fault);
  }

  /** What one server writes, another reads. */
  @ParameterizedTest
  @EnumSource(ContractError.class)
  void fault_ofAReport_isThatOfItsCode(ContractError code) {
    ErrorReport report = ErrorReport.of(new StackException(code, "It failed."), "localdata", "c");
    assertThat(Fault.of(report.toTree())).isEqualTo(Fault.of(code.category(), code.retryable()));
  }

  @Test
  void fault_ofAStrangersError_isNotKnown() {
    assertThat(Fault.of(Map.of("code", 7, "category", "odd"))).isEqualTo(Fault.UNKNOWN);
    assertThat(Fault.of(Map.of())).isEqualTo(Fault.UNKNOWN);
  }
}
