package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.CellView.Health;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How often a release that is as good as the old one is taken back, and how soon one that is not.
 * Each trial looks 60 times, every five seconds, as an observation of five minutes does, so that
 * chance has 60 goes. Seeds are fixed.
 */
final class FalseAlarmTest {
  private static final int LOOKS = 60;
  private static final int TRIALS = 2_000;

  /** At the most one trial of a hundred, whatever the share of errors and the load. */
  @ParameterizedTest
  @CsvSource({
    // Calls a look, calls before the switch, share of errors.
    "1, 60, 0.01",
    "1, 60, 0.2",
    "1, 20, 0.5",
    "1, 20, 0.05",
    "5, 300, 0.01",
    "5, 300, 0.05",
    "5, 300, 0.5",
    "50, 3000, 0.01",
    "50, 3000, 0.2",
    "500, 30000, 0.5",
  })
  void equalShares_raiseFewFalseAlarms(int calls, int before, double errors) {
    long alarms =
        IntStream.range(0, TRIALS)
            .filter(seed -> alarm(seed, calls, before, errors, errors) > 0)
            .count();
    System.out.printf(
        "%d calls a look, %d before, %.0f %% errors: %.2f %% false alarms%n",
        calls, before, 100 * errors, 100.0 * alarms / TRIALS);
    assertThat((double) alarms / TRIALS).isLessThan(0.01);
  }

  @ParameterizedTest
  @CsvSource({
    // Calls a look, share of errors, the look by which 95 of 100 are found.
    "1, 1, 5",
    "5, 1, 1",
    "5, 0.5, 6",
    "5, 0.2, 20",
    "50, 0.2, 2",
    "500, 0.1, 1",
  })
  void worseShares_areFoundSoon(int calls, double errors, int by) {
    int[] looks =
        IntStream.range(0, TRIALS).map(seed -> alarm(seed, calls, 300, 0.01, errors)).toArray();
    long inTime = IntStream.of(looks).filter(look -> look > 0 && look <= by).count();
    System.out.printf(
        "%d calls a look, %.0f %% errors after 1 %%: %.1f %% found by look %d%n",
        calls, 100 * errors, 100.0 * inTime / TRIALS, by);
    assertThat((double) inTime / TRIALS).isGreaterThan(0.95);
  }

  /** Times of servers spread widely: the 95th percentile of a few calls is a guess. */
  @ParameterizedTest
  @CsvSource({"1, 20, 0.1", "1, 20, 2", "5, 20, 2", "5, 300, 2", "50, 3000, 2"})
  void equalTimes_raiseFewFalseAlarms(int calls, int before, double median) {
    long alarms =
        IntStream.range(0, TRIALS)
            .filter(seed -> slow(seed, calls, before, median, median) > 0)
            .count();
    System.out.printf(
        "%d calls a look, %d before, median %.1f s: %.2f %% false alarms%n",
        calls, before, median, 100.0 * alarms / TRIALS);
    assertThat((double) alarms / TRIALS).isLessThan(0.01);
  }

  @ParameterizedTest
  @CsvSource({"1, 10, 30", "5, 10, 7", "5, 5, 40", "50, 4, 8"})
  void slowerTimes_areFoundSoon(int calls, double factor, int by) {
    long inTime =
        IntStream.range(0, TRIALS / 4)
            .map(seed -> slow(seed, calls, 300, 0.5, 0.5 * factor))
            .filter(look -> look > 0 && look <= by)
            .count();
    System.out.printf(
        "%d calls a look, %.0f times as slow: %.1f %% found by look %d%n",
        calls, factor, 400.0 * inTime / TRIALS, by);
    assertThat(4.0 * inTime / TRIALS).isGreaterThan(0.95);
  }

  /** The look at which it is found bad, from 1; 0 if it never is. */
  private static int alarm(int seed, int calls, int before, double older, double newer) {
    Random random = new Random(seed);
    Counts baseline = new Counts(before, hits(random, before, older), Latencies.NONE);
    long errors = 0;
    for (int look = 1; look <= LOOKS; look++) {
      errors += hits(random, calls, newer);
      Counts now = new Counts((long) calls * look, errors, Latencies.NONE);
      if (isBad(Some.evidence(now, Counts.NONE, baseline, baseline, 0))) {
        return look;
      }
    }
    return 0;
  }

  private static long hits(Random random, int calls, double share) {
    return IntStream.range(0, calls).filter(_ -> random.nextDouble() < share).count();
  }

  private static int slow(int seed, int calls, int before, double older, double newer) {
    Random random = new Random(seed);
    Counts baseline = Some.spread(random, before, older);
    Counts now = Counts.NONE;
    for (int look = 1; look <= LOOKS; look++) {
      now = now.plus(Some.spread(random, calls, newer));
      if (isBad(Some.evidence(now, Counts.NONE, baseline, baseline, 0))) {
        return look;
      }
    }
    return 0;
  }

  private static boolean isBad(Evidence evidence) {
    return HealthJudge.of(evidence, Some.USUAL) instanceof Health.Bad;
  }
}
