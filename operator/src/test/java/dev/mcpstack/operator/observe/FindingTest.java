package dev.mcpstack.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FindingTest {
  @ParameterizedTest
  @EnumSource
  void reason_isOneWordWithASentenceAndPerhapsARemedy(Reason reason) {
    assertThat(reason.text()).matches("([A-Z][a-z]+)+");
    assertThat(reason.sentence()).matches("[A-Z].*\\.");
    assertThat(reason.remedy()).matches("|[A-Z].*\\.");
  }

  @Test
  void reasons_saySomethingOfTheirOwn() {
    assertThat(Arrays.stream(Reason.values()).map(Reason::text)).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Reason.values()).map(Reason::sentence)).doesNotHaveDuplicates();
  }

  @Test
  void message_isWhatThenWhichThenWhatToDo() {
    assertThat(new Finding(Reason.SECRET_MISSING, "It is called db.").message())
        .isEqualTo(
            "A Secret that the stack names does not exist. It is called db. Create it in the"
                + " namespace.");
    assertThat(Finding.of(Reason.READY).message()).isEqualTo(Reason.READY.sentence());
    assertThat(Finding.of(Reason.PAUSED).message())
        .isEqualTo(Reason.PAUSED.sentence() + " " + Reason.PAUSED.remedy());
    assertThat(new Finding(Reason.STARTING, "Ready are: none.").message())
        .isEqualTo("Pods are starting. Ready are: none.");
  }
}
