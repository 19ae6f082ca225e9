package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The rule that the soak is judged by. */
final class TrendTest {
  @Test
  void growth_isFoundInSpiteOfPeaks() {
    Trend trend = new Trend("leak", 10);
    for (int second = 0; second <= 120; second++) {
      trend.add(second / 60.0, 100 + 12 * second / 60.0 + (second % 10 == 0 ? 500 : 0));
    }
    assertThat(trend.slope()).isBetween(11.0, 13.0);
    assertThat(trend.bound()).isEqualTo(5);
    assertThat(trend.slope()).isGreaterThan(trend.bound());
  }

  @Test
  void whatSwaysAndStays_doesNotGrow() {
    Trend trend = new Trend("steady", 10);
    for (int second = 0; second <= 120; second++) {
      trend.add(second / 60.0, 100 + 30 * Math.sin(second));
    }
    assertThat(Math.abs(trend.slope())).isLessThan(trend.bound());
  }
}
