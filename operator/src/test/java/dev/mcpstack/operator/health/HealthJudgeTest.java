package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.rollout.CellView.Health;
import dev.mcpstack.stack.AnalysisSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthJudgeTest {
  private static String verdict(Evidence evidence, AnalysisSpec settings) {
    return HealthJudge.of(evidence, settings) instanceof Health.Bad(String why) ? why : "";
  }

  private static boolean isBad(Evidence evidence) {
    return HealthJudge.of(evidence, Some.USUAL) instanceof Health.Bad;
  }

  /** Calls and errors of the new cell, then of the old one at the same time. */
  @ParameterizedTest
  @CsvSource({
    // Nothing, and too few to tell.
    "0, 0, 0, 0, false",
    "4, 4, 100, 0, false",
    "19, 18, 100, 0, false",
    // Every call fails.
    "5, 5, 100, 0, true",
    "5, 5, 20, 0, true",
    "20, 20, 20, 0, true",
    // They failed before it too.
    "5, 5, 20, 20, false",
    "100, 60, 100, 60, false",
    "100, 60, 100, 50, false",
    // Some fail.
    "20, 3, 100, 0, false",
    "20, 8, 100, 0, true",
    "100, 20, 100, 0, true",
    "1000, 80, 1000, 10, true",
    // Surely more, and within the margin.
    "10000, 400, 10000, 100, false",
    "10000, 700, 10000, 100, true",
    "10000, 700, 10000, 300, false",
    // Better than before.
    "100, 0, 100, 50, false",
    // Nothing to compare with.
    "5, 5, 0, 0, false",
    "12, 12, 0, 0, false",
    "13, 13, 0, 0, true",
    "20, 14, 3, 0, false",
    "20, 19, 3, 0, true",
  })
  void errors(long newCalls, long newErrors, long oldCalls, long oldErrors, boolean bad) {
    assertThat(
            isBad(Some.against(Some.calls(newCalls, newErrors), Some.calls(oldCalls, oldErrors))))
        .isEqualTo(bad);
  }

  /** Calls and their seconds of the new cell, then of the old one at the same time. */
  @ParameterizedTest
  @CsvSource({
    "19, 20, 100, 0.02, false",
    "20, 20, 100, 0.02, true",
    "20, 20, 19, 0.02, false",
    // Ten times as slow, and not by the margin.
    "100, 0.2, 100, 0.02, false",
    // By the margin, and not by the factor.
    "100, 9, 100, 6, false",
    "100, 20, 100, 6, true",
    "100, 0.9, 100, 0.02, true",
    "100, 0.02, 100, 0.02, false",
    "100, 0.02, 100, 20, false",
    // Longer than the last bound can't be compared.
    "100, 90, 100, 45, false",
  })
  void times(long newCalls, double newSeconds, long oldCalls, double oldSeconds, boolean bad) {
    Evidence evidence =
        Some.against(Some.calls(newCalls, 0, newSeconds), Some.calls(oldCalls, 0, oldSeconds));
    assertThat(isBad(evidence)).isEqualTo(bad);
  }

  /** Of a hundred calls so many take ten seconds, which none did before. */
  @ParameterizedTest
  @CsvSource({"0, false", "5, false", "10, false", "20, true", "100, true"})
  void slowTail(int slow, boolean bad) {
    Counts newer = Some.calls(100 - slow, 0, 0.02).plus(Some.calls(slow, 0, 9));
    assertThat(isBad(Some.against(newer, Some.calls(1000, 0, 0.02)))).isEqualTo(bad);
  }

  @ParameterizedTest
  @CsvSource({"0, false", "2, false", "3, true"})
  void restarts(int restarts, boolean bad) {
    assertThat(isBad(Some.evidence(Counts.NONE, Counts.NONE, Counts.NONE, Counts.NONE, restarts)))
        .isEqualTo(bad);
  }

  @Test
  void sentences_haveTheFigures() {
    Counts fine = Some.calls(200, 1);
    assertThat(verdict(Some.against(Some.calls(40, 20), fine), Some.USUAL))
        .isEqualTo(
            "20 of its 40 calls failed by the servers' fault, and 1 of 200 of the old revision's in"
                + " the same time.");
    assertThat(verdict(Some.against(Some.calls(40, 40), Counts.NONE), Some.USUAL))
        .isEqualTo(
            "40 of its 40 calls failed by the servers' fault, and the old revision had too few to"
                + " compare with.");
    assertThat(
            verdict(
                Some.evidence(
                    Some.calls(40, 0, 9), Counts.NONE, Some.calls(40, 0, 0.02), Counts.NONE, 0),
                Some.USUAL))
        .isEqualTo(
            "95 of 100 of its calls are answered within 9.9 s, by 40 calls, and within 24 ms by the"
                + " old revision before it.");
    assertThat(
            verdict(
                Some.evidence(Counts.NONE, Counts.NONE, Counts.NONE, Counts.NONE, 7), Some.USUAL))
        .isEqualTo("Its containers were restarted 7 times since it took over, and 2 are allowed.");
  }

  /** What is nearest in time is compared with, if it is enough. */
  @Test
  void baseline_isTheNearestOfWhichThereIsEnough() {
    Counts newer = Some.calls(100, 30);
    Counts fine = Some.calls(100, 0);
    Counts bad = Some.calls(100, 30);
    Counts few = Some.calls(19, 0);
    assertThat(isBad(Some.evidence(newer, bad, fine, fine, 0))).isFalse();
    assertThat(isBad(Some.evidence(newer, fine, bad, bad, 0))).isTrue();
    assertThat(isBad(Some.evidence(newer, few, bad, fine, 0))).isFalse();
    assertThat(isBad(Some.evidence(newer, few, fine, bad, 0))).isTrue();
    assertThat(isBad(Some.evidence(newer, few, few, bad, 0))).isFalse();
    assertThat(isBad(Some.evidence(newer, few, few, fine, 0))).isTrue();
    assertThat(isBad(Some.evidence(newer, few, few, few, 0))).isFalse();
  }

  @Test
  void settings_areGoneBy() {
    Evidence errors = Some.against(Some.calls(100, 20), Some.calls(100, 0));
    Evidence slow = Some.against(Some.calls(100, 0, 1.5), Some.calls(100, 0, 0.3));
    Evidence restarted = Some.evidence(Counts.NONE, Counts.NONE, Counts.NONE, Counts.NONE, 3);
    Duration half = Duration.ofMillis(500);
    assertThat(verdict(errors, new AnalysisSpec(true, 20, 0.2, 2, half, 2, Duration.ZERO)))
        .isEmpty();
    assertThat(verdict(errors, new AnalysisSpec(true, 101, 0.05, 2, half, 2, Duration.ZERO)))
        .isEmpty();
    assertThat(verdict(errors, new AnalysisSpec(true, 100, 0.05, 2, half, 2, Duration.ZERO)))
        .isNotEmpty();
    assertThat(verdict(slow, Some.USUAL)).isNotEmpty();
    assertThat(verdict(slow, new AnalysisSpec(true, 20, 0.05, 10, half, 2, Duration.ZERO)))
        .isEmpty();
    assertThat(
            verdict(
                slow, new AnalysisSpec(true, 20, 0.05, 2, Duration.ofSeconds(3), 2, Duration.ZERO)))
        .isEmpty();
    assertThat(verdict(restarted, new AnalysisSpec(true, 20, 0.05, 2, half, 3, Duration.ZERO)))
        .isEmpty();
    AnalysisSpec off = new AnalysisSpec(false, 20, 0.05, 2, half, 2, Duration.ZERO);
    assertThat(verdict(errors, off) + verdict(slow, off) + verdict(restarted, off)).isEmpty();
  }
}
