package dev.mcpstack.contract.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StackExceptionTest {
  private final StackException plain =
      new StackException(ContractError.SPOOL_FULL, "The spool is full.");

  @Test
  void remedy_withoutOneOfItsOwn_isThatOfTheCode() {
    assertThat(plain.remedy()).isEqualTo(ContractError.SPOOL_FULL.remedy());
    assertThat(plain.safeMessage()).isEqualTo("The spool is full.");
    assertThat(plain.code()).isEqualTo(ContractError.SPOOL_FULL);
  }

  @Test
  void withRemedy_leavesTheRestAsItWas() {
    Exception cause = new Exception("driver text");
    StackException better =
        new StackException(ContractError.SPOOL_FULL, "The spool is full.", cause)
            .withDetail("bytes", 7L)
            .withRemedy("Wait.");
    assertThat(better.remedy()).isEqualTo("Wait.");
    assertThat(better.details()).containsEntry("bytes", 7L);
    assertThat(better.getCause()).isSameAs(cause);
    assertThat(better.safeMessage()).isEqualTo("The spool is full.").doesNotContain("driver");
  }

  @Test
  void withDetail_addsInOrderAndLeavesTheOriginal() {
    StackException detailed = plain;
    for (int i = 0; i < 20; i++) {
      detailed = detailed.withDetail("k" + (19 - i), i);
    }
    assertThat(detailed.details().keySet()).startsWith("k19", "k18", "k17").endsWith("k0");
    assertThat(plain.details()).isEmpty();
  }

  @Test
  void details_changedByACaller_refuses() {
    assertThatThrownBy(() -> plain.withDetail("a", 1).details().put("b", 2))
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
