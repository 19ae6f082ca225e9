package dev.mcpstack.contract.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ContractErrorTest {
  @Test
  void numbers_ofAllCodes_areUnique() {
    assertThat(Arrays.stream(ContractError.values()).map(ContractError::number))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void code_ofThisModule_isInItsRangeAndSaysWhatToDo(ContractError code) {
    assertThat(code.number()).isBetween(1001, 1999);
    assertThat(code.remedy()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(code.category()).isNotNull();
  }

  @Test
  void retryable_ofExhaustionThatPasses_isTrue() {
    assertThat(ContractError.SPOOL_FULL.retryable()).isTrue();
    assertThat(ContractError.RESULT_TOO_LARGE.retryable()).isFalse();
  }
}
