package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class GatewaySettingsTest {
  @Test
  void of_someArguments_replacesThoseAlone() {
    assertThat(GatewaySettings.of(new String[] {"clients=1,16", "cases=ab", "share=20"}))
        .isEqualTo(new GatewaySettings(5, 3, 20, List.of(1, 16), 20, 0, "list_sources", "ab"));
  }

  @Test
  void of_unknownArgument_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> GatewaySettings.of(new String[] {"client=7"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown: [client]; known: rounds=5 seconds=3 ");
  }

  @Test
  void offered_withoutRate_isTheShareOfWhatWasSustained() {
    assertThat(GatewaySettings.of(new String[0]).offered(5_000)).isEqualTo(1_500);
  }

  @Test
  void offered_withRate_isTheRate() {
    assertThat(GatewaySettings.of(new String[] {"rate=250"}).offered(5_000)).isEqualTo(250);
  }
}
