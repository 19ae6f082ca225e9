package dev.mcpstack.operator.health;

import dev.mcpstack.operator.health.HealthQuestion.Trial;
import dev.mcpstack.operator.rollout.CellView.Health;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A release on trial, from the look on that asked about it first. Not thread-safe. */
final class TrialHistory {
  private final Trial trial;
  private final Instant begin;
  private final CellHistory newer;
  private final CellHistory older;
  private final Counts newerAtSwitch;
  private final Counts olderAtSwitch;
  private final Counts olderBefore;

  /** By uid of a pod, also of those that are gone. */
  private final Map<String, Integer> restartsAtSwitch = new HashMap<>();

  private final Map<String, Integer> restarts = new HashMap<>();
  private Optional<Counts> newerWarm = Optional.empty();
  private Health verdict = new Health.Good();

  TrialHistory(
      Trial trial, CellHistory newer, CellHistory older, List<PodTarget> pods, Instant begin) {
    this.trial = trial;
    this.begin = begin;
    this.newer = newer;
    this.older = older;
    this.newerAtSwitch = newer.since();
    this.olderAtSwitch = older.since();
    this.olderBefore = older.window();
    pods.forEach(pod -> restartsAtSwitch.put(pod.uid(), pod.restarts()));
  }

  boolean isOf(Trial other) {
    return trial.isSame(other);
  }

  /**
   * The verdict of now. One that was bad stays: it is acted upon, and its figures are from when it
   * was found.
   */
  Health judge(Trial now, List<PodTarget> pods, Instant at) {
    pods.forEach(pod -> restarts.put(pod.uid(), pod.restarts()));
    if (newerWarm.isEmpty() && !at.isBefore(begin.plus(now.settings().warmUp()))) {
      newerWarm = Optional.of(newer.since());
    }
    if (!now.settings().enabled() || verdict instanceof Health.Good) {
      verdict = HealthJudge.of(evidence(), now.settings());
    }
    return verdict;
  }

  private Evidence evidence() {
    int restarted =
        restarts.entrySet().stream()
            .mapToInt(
                pod -> Math.max(0, pod.getValue() - restartsAtSwitch.getOrDefault(pod.getKey(), 0)))
            .sum();
    return new Evidence(
        newer.since().minus(newerAtSwitch),
        newerWarm.map(warm -> newer.since().minus(warm).answers()).orElse(Latencies.NONE),
        older.since().minus(olderAtSwitch),
        olderBefore,
        older.ever().plus(olderAtSwitch),
        restarted);
  }
}
