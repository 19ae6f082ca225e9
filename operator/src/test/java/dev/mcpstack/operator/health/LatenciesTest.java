package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LatenciesTest {
  /** As histogram_quantile of Prometheus has it. */
  @ParameterizedTest
  @CsvSource({"0.5, 0.175", "0.25, 0.1", "0.95, 0.4", "1, 0.5"})
  void quantile_liesBetweenTheBounds(double rank, double seconds) {
    Latencies times = Some.times(0.08, 0.2, 0.2, 0.4);
    assertThat(times.quantile(rank)).isCloseTo(expected(rank, seconds), within(1e-9));
  }

  /** Four times: one up to 0.1, two up to 0.25, one up to 0.5. */
  private static double expected(double rank, double seconds) {
    double at = rank * 4;
    double found =
        at <= 1 ? 0.075 + 0.025 * at : at <= 3 ? 0.1 + 0.15 * (at - 1) / 2 : 0.25 + 0.25 * (at - 3);
    assertThat(seconds).isCloseTo(found, within(0.06));
    return found;
  }

  @Test
  void quantile_beyondTheLastBound_isTheBound() {
    assertThat(Some.times(0.02, 200, 300).quantile(0.95)).isEqualTo(60);
    assertThat(Latencies.NONE.quantile(0.95)).isZero();
    assertThat(Some.times(200).longerThan(61)).isZero();
    assertThat(Some.times(200).longerThan(60)).isEqualTo(1);
  }

  /** Figures of a histogram lie in the buckets of the figures themselves. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void quantilesAndShares_areThoseOfTheTimes_asFarAsBucketsTell(int seed) {
    Random random = new Random(seed);
    double[] seconds = new double[1 + random.nextInt(500)];
    Arrays.setAll(seconds, _ -> Math.exp(2 * random.nextGaussian() - 2));
    Latencies times = Some.times(seconds);
    Arrays.sort(seconds);
    for (double rank : new double[] {0.05, 0.5, 0.9, 0.95, 0.99}) {
      double exact = seconds[(int) Math.ceil(rank * seconds.length) - 1];
      double found = times.quantile(rank);
      double lower = Math.min(60, bound(times, exact, false));
      assertThat(found).isBetween(lower, Math.min(60, bound(times, exact, true)));
    }
    for (double limit : new double[] {0.003, 0.03, 0.3, 3, 30}) {
      long most = Arrays.stream(seconds).filter(each -> each > bound(times, limit, false)).count();
      long least = Arrays.stream(seconds).filter(each -> each > bound(times, limit, true)).count();
      assertThat(times.longerThan(limit)).isBetween(least, most);
    }
    assertThat(times.plus(times).minus(times)).isEqualTo(times);
    assertThat(times.plus(times).quantile(0.9)).isCloseTo(times.quantile(0.9), within(1e-9));
  }

  private static double bound(Latencies times, double seconds, boolean upper) {
    Double found = upper ? times.upTo().ceilingKey(seconds) : times.upTo().lowerKey(seconds);
    return found == null ? 0 : found;
  }

  /** A release may come with other bounds. */
  @Test
  void otherBounds_countAtLeastWhatIsSure() {
    Latencies some = Some.times(0.02, 0.2);
    TreeMap<Double, Long> bounds = new TreeMap<>();
    bounds.put(0.2, 3L);
    bounds.put(Double.POSITIVE_INFINITY, 4L);
    Latencies sum = some.plus(new Latencies(bounds));
    assertThat(sum.count()).isEqualTo(6);
    assertThat(sum.upTo())
        .containsEntry(0.2, 1L + 3)
        .containsEntry(0.1, 1L)
        .containsEntry(60.0, 5L);
  }
}
