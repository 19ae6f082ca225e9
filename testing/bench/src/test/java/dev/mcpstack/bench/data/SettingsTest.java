package dev.mcpstack.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SettingsTest {
  @Test
  void of_someArgumentsOfData_replacesThoseAlone() {
    assertThat(DataSettings.of(new String[] {"rounds=20", "cases=ab", "tls=on", "streams=2"}))
        .isEqualTo(
            new DataSettings(
                20, 3, 3_125_000, 16_384, List.of(2), 50, 131_072, 1_000_000, "ab", "on"));
  }

  @Test
  void transports_unknown_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> DataSettings.of(new String[] {"tls=maybe"}).transports())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no tls 'maybe'; known: off, on");
  }

  @Test
  void of_sizesOfMemory_makesRoomForTheLargest() {
    MemorySettings settings =
        MemorySettings.of(new String[] {"sizes=10,40", "limits=callBudget: 5s"});
    assertThat(settings.rows(10)).isEqualTo(156_250);
    assertThat(settings.yaml())
        .isEqualTo(
            "limits: {maxResult: 60MiB, maxResults: 60MiB, handleLifetime: 60m, callBudget: 5s}\n");
  }

  @Test
  void of_unknownArgumentOfMemory_isRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> MemorySettings.of(new String[] {"size=7"}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("unknown: [size]; known: sizes=100,1000,4000 ");
  }
}
