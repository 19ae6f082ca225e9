package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SettingsTest {
  @Test
  void of_someArguments_replacesThoseAlone() {
    assertThat(Settings.of(new String[] {"rounds=7", "cases=ab"}))
        .isEqualTo(new Settings(7, 5, 30, 16, "ab"));
  }

  @Test
  void of_unknownArgument_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Settings.of(new String[] {"round=7"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown: [round]; known: rounds=5 seconds=5 warmup=30 clients=16 cases=abcdef");
  }
}
