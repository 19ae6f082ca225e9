package dev.mcpstack.datascience.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.error.ErrorCategory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DataScienceErrorTest {
  @Test
  void numbers_all_areUnique() {
    assertThat(Arrays.stream(DataScienceError.values()).map(DataScienceError::number))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void error_each_isTheCallersAndHasARemedy(DataScienceError error) {
    assertThat(error.number()).isBetween(3000, 3999);
    assertThat(error.category()).isEqualTo(ErrorCategory.USER);
    assertThat(error.retryable()).isFalse();
    assertThat(error.remedy()).endsWith(".");
  }
}
