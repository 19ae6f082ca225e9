package dev.mcpstack.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Stacks;
import dev.mcpstack.operator.observe.Reason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that is asked for is left out in silence. */
final class UnsupportedTest {
  private static final String SOURCES =
      "sources: [{name: a, type: Files, files: [{table: t, path: p}]}]\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'gateway: {auth: {required: false}}' | gateway.auth.required is false",
      })
  void wish_thatIsNotCarriedOut_isNamed(String wish, String named) {
    assertThat(Unsupported.of(Stacks.of(SOURCES + wish + "\n").spec()))
        .hasValueSatisfying(finding -> {
          assertThat(finding.reason()).isEqualTo(Reason.NOT_SUPPORTED);
          assertThat(finding.detail()).startsWith(named);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "tls: {mode: CertManager, issuerRef: {name: x}}"})
  void stack_withoutSuchWishes_isCarriedOut(String wish) {
    assertThat(Unsupported.of(Stacks.of(SOURCES + wish + "\n").spec())).isEmpty();
  }
}
