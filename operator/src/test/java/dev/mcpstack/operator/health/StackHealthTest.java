package dev.mcpstack.operator.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.health.HealthQuestion.Trial;
import dev.mcpstack.operator.rollout.CellView.Health;
import dev.mcpstack.stack.AnalysisSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is made of readings as pods come, go and count anew. */
final class StackHealthTest {
  private static final int OLD = 7;
  private static final int NEW = 8;
  private static final Duration ROUND = Duration.ofSeconds(5);

  private final StackHealth health = new StackHealth();
  private final Map<String, PodReading> shown = new HashMap<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  private static PodTarget pod(String name) {
    return pod(name, 0);
  }

  private static PodTarget pod(String name, int restarts) {
    return new PodTarget(name, "uid-" + name, "10.0.0.1", restarts, true);
  }

  private void shows(String pod, Counts counts, long held) {
    shown.put("uid-" + pod, new PodReading(counts, OptionalLong.of(held)));
  }

  private boolean round() {
    now = now.plus(ROUND);
    return health.round(shown, now);
  }

  private Map<Integer, CellHealth> look(boolean trial, PodTarget... newer) {
    return look(trial, List.of(pod("old")), List.of(newer));
  }

  private Map<Integer, CellHealth> look(
      boolean trial, List<PodTarget> older, List<PodTarget> newer) {
    return health.look(
        new HealthQuestion(
            Map.of(OLD, older, NEW, newer),
            trial ? Optional.of(new Trial(NEW, OLD, Some.USUAL)) : Optional.empty()),
        now);
  }

  private static final AnalysisSpec WARMING =
      new AnalysisSpec(true, 20, 0.05, 2, Duration.ofMillis(500), 2, ROUND.multipliedBy(3));

  private Health warmingVerdict() {
    Map<Integer, List<PodTarget>> cells =
        Map.of(OLD, List.of(pod("old")), NEW, List.of(pod("new")));
    return health
        .look(new HealthQuestion(cells, Optional.of(new Trial(NEW, OLD, WARMING))), now)
        .getOrDefault(NEW, CellHealth.UNKNOWN)
        .health();
  }

  /** What is slow only at first is not taken back; what stays slow is. */
  @Test
  void times_areComparedOnceTheReleaseIsWarm() {
    shows("old", Some.calls(1_000, 0), 0);
    shows("new", Counts.NONE, 0);
    warmingVerdict();
    round();
    shows("new", Some.calls(100, 0, 4), 0);
    round();
    assertThat(warmingVerdict()).isEqualTo(new Health.Good());
    round();
    Counts cold = Some.calls(100, 0, 4);
    shows("new", cold.plus(Some.calls(200, 0)), 0);
    round();
    assertThat(warmingVerdict()).isEqualTo(new Health.Good());
    shows("new", cold.plus(Some.calls(200, 0)).plus(Some.calls(30, 0, 4)), 0);
    round();
    assertThat(warmingVerdict()).isInstanceOf(Health.Bad.class);
  }

  @Test
  void failures_countWhileTheReleaseIsCold() {
    shows("old", Some.calls(1_000, 0), 0);
    shows("new", Counts.NONE, 0);
    warmingVerdict();
    round();
    shows("new", Some.calls(10, 10), 0);
    round();
    assertThat(warmingVerdict()).isInstanceOf(Health.Bad.class);
  }

  private Health verdict(PodTarget... newer) {
    return look(true, newer).getOrDefault(NEW, CellHealth.UNKNOWN).health();
  }

  @Test
  void callsBeforeTheSwitch_areNotTheReleases_andCompareWithIt() {
    shows("old", Some.calls(10_000, 9_000), 0);
    shows("new", Some.calls(50, 50), 0); // Checks that failed before it served.
    look(false, pod("new"));
    round();
    shows("old", Some.calls(10_100, 9_000), 0);
    round();
    assertThat(verdict(pod("new"))).isEqualTo(new Health.Good());
    round();
    assertThat(verdict(pod("new"))).isEqualTo(new Health.Good());
    shows("new", Some.calls(90, 90), 0);
    assertThat(round()).isTrue();
    assertThat(verdict(pod("new")))
        .isEqualTo(
            new Health.Bad(
                "40 of its 40 calls failed by the servers' fault, and 0 of 100 of the old"
                    + " revision's before it."));
  }

  /** An operator that starts in the middle knows the old release by all that it has counted. */
  @Test
  void firstReadings_areFromBefore() {
    shows("old", Some.calls(1_000, 0), 0);
    shows("new", Some.calls(500, 500), 0);
    look(true, pod("new"));
    assertThat(round()).isFalse();
    assertThat(verdict(pod("new"))).isEqualTo(new Health.Good());
    shows("new", Some.calls(505, 505), 0);
    assertThat(round()).isTrue();
    assertThat(verdict(pod("new")))
        .isEqualTo(
            new Health.Bad(
                "5 of its 5 calls failed by the servers' fault, and 0 of 1000 of the old"
                    + " revision's before it."));
  }

  @Test
  void podsThatComeGoAndCountAnew_addUp() {
    shows("old", Some.calls(100, 0), 0);
    shows("a", Some.calls(0, 0), 0);
    look(true, pod("a"));
    round();
    shows("a", Some.calls(10, 1), 0);
    round();
    // It starts to count anew, another one comes.
    shows("a", Some.calls(4, 1), 0);
    shows("b", Some.calls(5, 1), 0);
    look(true, pod("a"), pod("b"));
    round();
    // The first goes, and one of the same name comes.
    shown.remove("uid-a");
    shown.put("uid-2", new PodReading(Some.calls(30, 30), OptionalLong.of(0)));
    PodTarget again = new PodTarget("a", "uid-2", "10.0.0.2", 0, true);
    look(true, again, pod("b"));
    round();
    assertThat(verdict(again, pod("b")))
        .isEqualTo(
            new Health.Bad(
                "33 of its 49 calls failed by the servers' fault, and 0 of 100 of the old"
                    + " revision's before it."));
  }

  @Test
  void onlyTheLastMinutesBeforeTheSwitch_areComparedWith() {
    shows("new", Counts.NONE, 0);
    shows("old", Some.calls(1_000, 1_000), 0);
    look(false, pod("new"));
    round();
    shows("old", Some.calls(2_000, 2_000), 0);
    for (int i = 0; i < 70; i++) {
      round();
    }
    shows("old", Some.calls(2_100, 2_000), 0);
    round();
    look(true, pod("new"));
    shows("new", Some.calls(100, 50), 0);
    round();
    assertThat(verdict(pod("new"))).isInstanceOf(Health.Bad.class);
  }

  @Test
  void badVerdict_stays_untilAnotherReleaseIsOnTrial() {
    shows("old", Some.calls(100, 0), 0);
    shows("new", Counts.NONE, 0);
    look(true, pod("new"));
    round();
    shows("new", Some.calls(20, 20), 0);
    assertThat(round()).isTrue();
    Health bad = verdict(pod("new"));
    assertThat(bad).isInstanceOf(Health.Bad.class);
    shows("new", Some.calls(10_000, 20), 0);
    assertThat(round()).isFalse();
    assertThat(verdict(pod("new"))).isEqualTo(bad);
    assertThat(look(false, pod("new")).getOrDefault(NEW, CellHealth.UNKNOWN).health())
        .isEqualTo(new Health.Good());
    assertThat(verdict(pod("new"))).isEqualTo(new Health.Good());
  }

  @Test
  void restarts_countFromTheSwitch_alsoThoseOfPodsThatAreGone() {
    look(false, pod("a", 5));
    assertThat(verdict(pod("a", 5))).isEqualTo(new Health.Good());
    assertThat(verdict(pod("a", 6))).isEqualTo(new Health.Good());
    assertThat(verdict(pod("b", 1))).isEqualTo(new Health.Good());
    assertThat(verdict(pod("b", 2)))
        .isEqualTo(
            new Health.Bad(
                "Its containers were restarted 3 times since it took over, and 2 are allowed."));
  }

  @Test
  void held_isTheSumOfAllPods_andNothingOnlyAfterTwoRounds() {
    PodTarget other = pod("other");
    List<PodTarget> older = List.of(pod("old"), other);
    shows("old", Counts.NONE, 3);
    shows("other", Counts.NONE, 2);
    assertThat(look(false, older, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEmpty();
    assertThat(round()).isFalse();
    assertThat(look(false, older, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEqualTo(OptionalLong.of(5));
    shows("old", Counts.NONE, 0);
    shows("other", Counts.NONE, 0);
    assertThat(round()).isFalse();
    assertThat(look(false, older, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEmpty();
    assertThat(round()).isTrue();
    assertThat(look(false, older, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEqualTo(OptionalLong.of(0));
    assertThat(round()).isFalse();
  }

  @Test
  void held_isUnknown_whileAnyPodDoesNotTell() {
    shows("old", Counts.NONE, 0);
    look(false);
    round();
    round();
    assertThat(look(false).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEqualTo(OptionalLong.of(0));
    // One more pod, of which nothing is known yet.
    List<PodTarget> older = List.of(pod("old"), pod("other"));
    assertThat(look(false, older, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEmpty();
    round();
    assertThat(look(false, older, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEmpty();
    shown.put("uid-other", new PodReading(Counts.NONE, OptionalLong.empty()));
    round();
    round();
    assertThat(look(false, older, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEmpty();
    // A pod that does not run has no processes.
    List<PodTarget> waiting =
        List.of(pod("old"), new PodTarget("other", "uid-other", "", 0, false));
    look(false, waiting, List.of());
    round();
    round();
    assertThat(look(false, waiting, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEqualTo(OptionalLong.of(0));
    now = now.plusSeconds(31);
    assertThat(look(false, waiting, List.of()).getOrDefault(OLD, CellHealth.UNKNOWN).held())
        .isEmpty();
  }

  @Test
  void cellWithoutPods_isUnknown() {
    look(false);
    round();
    round();
    assertThat(look(false).get(NEW)).isEqualTo(CellHealth.UNKNOWN);
  }
}
