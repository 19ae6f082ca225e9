package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProportionsTest {
  /**
   * Wilson's bound solves (share - p)² = z² p (1 - p) / n, and lies below the share: put in, both
   * sides agree.
   */
  @ParameterizedTest
  @CsvSource({"1, 1", "1, 20", "5, 5", "10, 20", "19, 20", "300, 10000", "9999, 10000"})
  void lower_solvesTheScoreEquation(long hits, long all) {
    double bound = Proportions.lower(hits, all);
    double share = (double) hits / all;
    assertThat(Math.pow(share - bound, 2))
        .isCloseTo(Proportions.Z * Proportions.Z * bound * (1 - bound) / all, within(1e-12));
    assertThat(bound).isBetween(0.0, share);
  }

  @Test
  void lower_ofNoHits_isNothing() {
    assertThat(Proportions.lower(0, 7)).isCloseTo(0, within(1e-12));
  }

  /** Equal shares are never surely different, and more calls make a difference surer. */
  @ParameterizedTest
  @CsvSource({"1, 10", "5, 10", "9, 10", "10, 10", "0, 10"})
  void lowerDifference_ofEqualShares_isNotAboveZero(long hits, long all) {
    for (long times = 1; times < 10_000; times *= 3) {
      assertThat(Proportions.lowerDifference(hits * times, all * times, hits * times, all * times))
          .isLessThanOrEqualTo(0);
    }
  }

  @Test
  void lowerDifference_growsWithCalls_upToTheDifference() {
    double before = -1;
    for (long times = 1; times < 100_000; times *= 3) {
      double now = Proportions.lowerDifference(3 * times, 10 * times, times, 10 * times);
      assertThat(now).isGreaterThan(before).isLessThan(0.2);
      before = now;
    }
    assertThat(before).isGreaterThan(0.18);
  }
}
