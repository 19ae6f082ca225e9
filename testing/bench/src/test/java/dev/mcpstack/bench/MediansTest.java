package dev.mcpstack.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class MediansTest {
  @Test
  void median_oddCount_isTheMiddleOne() {
    assertThat(Medians.median(new double[] {9, 1, 5})).isEqualTo(5);
  }

  @Test
  void median_evenCount_isBetweenTheMiddleTwo() {
    assertThat(Medians.median(new double[] {9, 1, 5, 6})).isEqualTo(5.5);
  }

  @Test
  void ratio_ofRounds_comparesEachRoundWithItsNeighbour() {
    // The medians alone would give 20 / 40.
    List<Round> these = List.of(round(10), round(20), round(90));
    List<Round> those = List.of(round(40), round(10), round(100));
    assertThat(Medians.ratio(these, those)).isEqualTo(0.9);
  }

  private static Round round(double callsPerSecond) {
    return new Round(1, callsPerSecond, 1, 1, 1, 1);
  }
}
