package dev.mcpstack.contract.principal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrincipalTest {
  @Test
  void holds_scopeThatWasGranted_isTrue() {
    Principal reader = new Principal("reader", Set.of("data.read"));
    assertThat(reader.holds("data.read")).isTrue();
    assertThat(reader.holds("data.write")).isFalse();
  }

  @Test
  void holds_anyScopeWithAllScopes_isTrue() {
    assertThat(Principal.withAllScopes("owner").holds("anything")).isTrue();
    assertThat(Principal.ANONYMOUS.holds("anything")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\nbreak", "tab\t", "ümlaut", "\u007f"})
  void name_thatIsNotPrintable_refuses(String name) {
    assertThatThrownBy(() -> Principal.withAllScopes(name))
        .hasMessage("a principal's name is 1 to 100 printable characters without spaces");
  }

  @Test
  void name_atItsLimit_passesAndBeyondRefuses() {
    assertThat(Principal.withAllScopes("n".repeat(100)).name()).hasSize(100);
    assertThatThrownBy(() -> Principal.withAllScopes("n".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
