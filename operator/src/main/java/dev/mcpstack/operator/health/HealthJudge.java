package dev.mcpstack.operator.health;

import dev.mcpstack.operator.health.Evidence.Baseline;
import dev.mcpstack.operator.rollout.CellView.Health;
import dev.mcpstack.stack.AnalysisSpec;
import java.util.Optional;

/**
 * Whether a release is worse than the one before it. A difference counts only if it is larger than
 * the margin that is set and larger than chance makes it.
 *
 * <p>Errors: the lower bound of the difference of both shares of failed calls is above 0 ({@link
 * Proportions#lowerDifference}). Without enough calls of the old release to compare with, most of
 * the new one's must fail for certain: the lower bound of its share is above one half.
 *
 * <p>Times: a call is slow if it takes longer than the old release's 95th percentile, times the
 * factor and at least the margin longer. If both were equal, at most one of twenty would be slow;
 * the new release is slower if the lower bound of its share is above that, and above the old one's.
 * Calls of its first time are left out: a program that has just been started is slow, and so is one
 * that all agents come to at once.
 */
final class HealthJudge {
  private static final double RANK = 0.95;
  private static final double HALF = 0.5;
  private static final int WHERE_ALL_FAIL = 4;
  private static final double NANOS = 1e9;

  private HealthJudge() {}

  static Health of(Evidence evidence, AnalysisSpec settings) {
    if (!settings.enabled()) {
      return new Health.Good();
    }
    return restarts(evidence, settings)
        .or(() -> errors(evidence, settings))
        .or(() -> times(evidence, settings))
        .<Health>map(Health.Bad::new)
        .orElseGet(Health.Good::new);
  }

  private static Optional<String> restarts(Evidence evidence, AnalysisSpec settings) {
    return evidence.restarts() > settings.maxRestarts()
        ? Optional.of(
            "Its containers were restarted %d times since it took over, and %d are allowed."
                .formatted(evidence.restarts(), settings.maxRestarts()))
        : Optional.empty();
  }

  private static Optional<String> errors(Evidence evidence, AnalysisSpec settings) {
    Counts newer = evidence.newer();
    boolean allFail = newer.errors() == newer.calls();
    if (newer.calls() * (allFail ? WHERE_ALL_FAIL : 1L) < settings.minCalls()) {
      return Optional.empty();
    }
    Optional<Baseline> baseline = evidence.baseline(Counts::calls, settings.minCalls());
    if (baseline.isEmpty()) {
      return Proportions.lower(newer.errors(), newer.calls()) > HALF
          ? Optional.of(
              "%d of its %d calls failed by the servers' fault, and the old revision had too few to compare with."
                  .formatted(newer.errors(), newer.calls()))
          : Optional.empty();
    }
    Counts older = baseline.get().counts();
    double more = (double) newer.errors() / newer.calls() - (double) older.errors() / older.calls();
    boolean certain =
        Proportions.lowerDifference(newer.errors(), newer.calls(), older.errors(), older.calls())
            > 0;
    return more > settings.errorMargin() && certain
        ? Optional.of(
            "%d of its %d calls failed by the servers' fault, and %d of %d of the old revision's %s."
                .formatted(
                    newer.errors(),
                    newer.calls(),
                    older.errors(),
                    older.calls(),
                    baseline.get().when()))
        : Optional.empty();
  }

  private static Optional<String> times(Evidence evidence, AnalysisSpec settings) {
    Latencies newer = evidence.warm();
    Optional<Baseline> baseline =
        evidence.baseline(counts -> counts.answers().count(), settings.minCalls());
    if (newer.count() < settings.minCalls() || baseline.isEmpty()) {
      return Optional.empty();
    }
    Latencies older = baseline.get().counts().answers();
    double usual = older.quantile(RANK);
    double slow =
        Math.max(
            usual * settings.latencyFactor(), usual + settings.latencyMargin().toNanos() / NANOS);
    long slowNewer = newer.longerThan(slow);
    boolean certain =
        Proportions.lower(slowNewer, newer.count()) > 1 - RANK
            && Proportions.lowerDifference(
                    slowNewer, newer.count(), older.longerThan(slow), older.count())
                > 0;
    return certain
        ? Optional.of(
            "95 of 100 of its calls are answered within %s, by %d calls, and within %s by the old revision %s."
                .formatted(
                    seconds(newer.quantile(RANK)),
                    newer.count(),
                    seconds(usual),
                    baseline.get().when()))
        : Optional.empty();
  }

  private static String seconds(double seconds) {
    long millis = Math.round(seconds * 1_000);
    if (millis < 1_000) {
      return millis + " ms";
    }
    long tenths = Math.round(seconds * 10);
    return tenths / 10 + "." + tenths % 10 + " s";
  }
}
