package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.condition;
import static dev.mcpstack.operator.apply.World.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.health.CellHealth;
import dev.mcpstack.operator.health.HealthQuestion;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.rollout.CellView.Health;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change of a stack that takes its time, with what goes wrong on its way. */
final class RolloutSyncTest {
  private static final String SLOW =
      MINIMAL + "rollout: {observation: 5m, drainLimit: 1h, keepFailed: 10m%s}\n";
  private static final String OTHER = "limits: {handleLifetime: 40m}\n";

  private static final String FAILED =
      """
      {"outcome":"failed","why":"The mean of 1, 2 and 6 came out as 4.","checks":[]}
      """;

  private final World world = new World(SLOW.formatted(""));

  private RolloutSyncTest() {
    world.settled();
  }

  /** Asks for another release, and for more in {@code rollout}. */
  private Outcome change(String rollout) {
    world.write(SLOW.formatted(rollout) + OTHER);
    return world.look();
  }

  /** Brought up, with the Job that checks it. */
  private String checked() {
    change(", verification: {enabled: true}");
    world.cluster.settle();
    assertThat(ready(world.look())).isEqualTo("TRUE Verifying");
    assertThat(ready(world.look())).isEqualTo("TRUE Verifying");
    return world.cluster.names().stream()
        .filter(name -> name.startsWith("Job "))
        .map(name -> name.substring("Job ".length()))
        .findFirst()
        .orElseThrow();
  }

  private Outcome settled() {
    world.cluster.settle();
    world.look();
    return world.look();
  }

  private Outcome later(Duration time) {
    world.clock.pass(time);
    return world.look();
  }

  private Optional<String> selected() {
    return world.cluster.object("Service", "sales").text("spec", "selector", Labels.REVISION);
  }

  private boolean has(int revision) {
    return world.cluster.find("Deployment", "sales-r" + revision + "-gateway").isPresent();
  }

  private RolloutPhase phase() {
    return world.cluster.intended().orElseThrow().phase();
  }

  private List<String> names(String kind) {
    return world.cluster.names().stream().filter(name -> name.startsWith(kind + " ")).toList();
  }

  private static String message(Outcome outcome) {
    return outcome.status().message().orElse("");
  }

  /** The pods of a cell's gateway end again and again. */
  private void crash(int revision) {
    String name = "sales-r" + revision + "-gateway";
    world.cluster.overwrite("Deployment", name, 0, "status", "readyReplicas");
    Map<String, Object> waiting = Map.of("waiting", Map.of("reason", "CrashLoopBackOff"));
    Map<String, Object> before = Map.of("terminated", Map.of("exitCode", 3));
    world.cluster.overwrite(
        "Pod",
        name + "-0",
        List.of(Map.of("name", "gateway", "state", waiting, "lastState", before)),
        "status",
        "containerStatuses");
  }

  @Test
  void change_isObservedThenTheOldCellDrainsThenItGoes() {
    change("");
    assertThat(world.told).contains(1);
    Outcome observed = settled();
    assertThat(world.told).contains(2);
    assertThat(ready(observed)).isEqualTo("TRUE Observing");
    assertThat(message(observed)).contains("Revision 2 serves and is watched until");
    assertThat(world.look().next()).contains(world.clock.instant().plus(Duration.ofMinutes(5)));
    assertThat(selected()).contains("2");

    Outcome taken = later(Duration.ofMinutes(5));
    assertThat(ready(taken)).isEqualTo("TRUE Ready");
    assertThat(message(taken)).contains("Revision 1 goes on for what it holds, until");
    assertThat(has(1)).isTrue();

    later(Duration.ofHours(1));
    assertThat(has(1)).isFalse();
    assertThat(world.cluster.names()).contains("ControllerRevision sales-r1");
  }

  @Test
  void eachStep_isWrittenDownBeforeItIsTaken() {
    world.cluster.writes();
    change("");
    List<String> writes = world.cluster.writes();
    assertThat(writes.getFirst()).isEqualTo("intend STAGING");
    world.cluster.settle();
    world.look();
    writes = world.cluster.writes();
    assertThat(writes.getFirst()).isEqualTo("intend SWITCHING");
    assertThat(writes).contains("apply Service sales");
  }

  @Test
  void cellThatCrashes_isKeptForALookAndNotTriedAgain() {
    change("");
    world.cluster.settle();
    crash(2);
    Outcome failed = world.look();
    assertThat(ready(failed)).isEqualTo("TRUE RolledBack");
    assertThat(condition(failed, "Degraded").status()).isEqualTo(ConditionStatus.TRUE);
    assertThat(message(failed)).contains("Revision 2 has failed: A pod ends again and again.");
    assertThat(selected()).contains("1");
    assertThat(has(2)).isTrue();

    later(Duration.ofMinutes(10));
    assertThat(has(2)).isFalse();
    later(Duration.ofHours(5));
    assertThat(has(2)).isFalse();
    assertThat(ready(world.look())).isEqualTo("TRUE RolledBack");

    assertThat(ready(change(", retry: again"))).isEqualTo("TRUE Staging");
    assertThat(has(2)).isTrue();
    assertThat(ready(settled())).isEqualTo("TRUE Observing");
  }

  @Test
  void cellThatCrashesUnderLoad_isTakenBack() {
    change("");
    settled();
    crash(2);
    assertThat(ready(world.look())).isEqualTo("TRUE RollingBack");
    assertThat(selected()).contains("1");
    Outcome back = world.look();
    assertThat(world.told).contains(1);
    assertThat(ready(back)).isEqualTo("TRUE RolledBack");
    assertThat(message(back)).contains("Revision 1 serves.").contains("Revision 2 has failed:");
  }

  @Test
  void releaseWhoseCallsFail_isTakenBack() {
    change("");
    assertThat(settled().next()).contains(world.clock.instant()); // The trial begins at once.
    world.look();
    assertThat(world.asked.trial().map(HealthQuestion.Trial::newer)).contains(2);
    world.fares =
        Map.of(2, new CellHealth(new Health.Bad("7 of 9 calls failed."), OptionalLong.empty()));
    assertThat(ready(world.look())).isEqualTo("TRUE RollingBack");
    assertThat(selected()).contains("1");
    assertThat(message(world.look())).contains("Revision 2 has failed: 7 of 9 calls failed.");
  }

  @Test
  void cellThatHoldsNothing_goesBeforeItsLimit() {
    change("");
    settled();
    later(Duration.ofMinutes(5));
    world.fares = Map.of(1, new CellHealth(new Health.Good(), OptionalLong.of(3)));
    later(Duration.ofMinutes(1));
    assertThat(has(1)).isTrue();
    world.fares = Map.of(1, new CellHealth(new Health.Good(), OptionalLong.of(0)));
    world.look();
    assertThat(has(1)).isFalse();
    world.look();
    assertThat(world.asked).isEqualTo(HealthQuestion.NOTHING);
  }

  @Test
  void cellThatPassesItsChecks_takesOver() {
    String job = checked();
    assertThat(job).startsWith("sales-r2-check-");
    assertThat(selected()).contains("1");
    world.cluster.ends(job, "Complete", "");
    assertThat(ready(world.look())).isEqualTo("TRUE Switching");
    assertThat(selected()).contains("2");
    assertThat(world.cluster.names()).contains("Job " + job);
  }

  @Test
  void cellThatFailsItsChecks_neverServesAndIsCheckedAnewWhenItIsTriedAgain() {
    String job = checked();
    world.cluster.ends(job, "Failed", FAILED);
    Outcome failed = world.look();
    assertThat(ready(failed)).isEqualTo("TRUE RolledBack");
    assertThat(message(failed)).contains("The mean of 1, 2 and 6 came out as 4.");
    assertThat(selected()).contains("1");
    world.clock.pass(Duration.ofMinutes(1));
    change(", retry: again, verification: {enabled: true}");
    world.look();
    assertThat(names("Job")).hasSize(2).contains("Job " + job);
    assertThat(phase()).isEqualTo(RolloutPhase.VERIFYING);
  }

  @Test
  void checksOfUsers_goWithTheirJobAndAreReadAnewByTheNext() {
    String asked =
        ", verification: {enabled: true, checks: [{name: a, tool: list_sources, arguments: {n: %d}}]}";
    change(asked.formatted(1));
    world.cluster.settle();
    world.look();
    world.look();
    String first = names("Job").getFirst().substring("Job ".length());
    assertThat(checks(first)).contains("n: 1");
    assertThat(world.cluster.names()).doesNotContain("ControllerRevision sales-r3");

    change(asked.formatted(2));
    assertThat(phase()).isEqualTo(RolloutPhase.VERIFYING);
    assertThat(names("Job")).containsExactly("Job " + first);
    assertThat(checks(first)).as("what was begun is not changed").contains("n: 1");

    world.cluster.ends(first, "Failed", FAILED);
    world.look();
    world.clock.pass(Duration.ofMinutes(1));
    change(", retry: again" + asked.formatted(2));
    world.look();
    String second = names("Job").getLast().substring("Job ".length());
    assertThat(checks(second)).contains("n: 2");
    assertThat(checks(first)).contains("n: 1");

    world.cluster.remove("Job", first); // Its time is over.
    world.look();
    assertThat(world.cluster.names())
        .contains("ConfigMap " + second)
        .doesNotContain("ConfigMap " + first);
  }

  /** Serves, with the Job that goes on checking it. */
  private String rechecked() {
    world.cluster.ends(checked(), "Complete", "");
    world.look();
    assertThat(ready(world.look())).isEqualTo("TRUE Observing");
    world.look();
    List<String> jobs = names("Job");
    assertThat(jobs).hasSize(2);
    return jobs.getLast().substring("Job ".length());
  }

  @Test
  void cellThatGivesWrongAnswersOnceItServes_isTakenBack() {
    String job = rechecked();
    assertThat(job).startsWith("sales-r2-recheck-");
    assertThat(selected()).contains("2");
    world.cluster.ends(job, "Failed", FAILED);
    assertThat(ready(world.look())).isEqualTo("TRUE RollingBack");
    assertThat(selected()).contains("1");
    assertThat(message(world.look()))
        .contains("Revision 2 has failed: The mean of 1, 2 and 6 came out as 4.");
    assertThat(names("Job")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{\"outcome\":\"unjudged\",\"why\":\"The name can't be resolved.\",\"checks\":[]}"
      })
  void cellThatCantBeJudgedOnceItServes_staysAndThatIsSaid(String result) {
    String job = rechecked();
    world.cluster.ends(job, "Failed", result);
    Outcome outcome = world.look();
    assertThat(ready(outcome)).isEqualTo("TRUE Observing");
    assertThat(selected()).contains("2");
    assertThat(message(outcome))
        .contains("Its checks while it serves tell nothing, which takes nothing back:")
        .contains(result.isEmpty() ? "See the log of the Job " + job : "can't be resolved");
    later(Duration.ofMinutes(5));
    assertThat(phase()).isEqualTo(RolloutPhase.STABLE);
    assertThat(selected()).contains("2");
  }

  @Test
  void cellThatIsNotToBeChecked_isNotCheckedOnceItServesEither() {
    change("");
    settled();
    assertThat(phase()).isEqualTo(RolloutPhase.OBSERVING);
    assertThat(names("Job")).isEmpty();
  }

  private String checks(String job) {
    return world
        .cluster
        .object("ConfigMap", job)
        .text("data", "checks.yaml")
        .orElseThrow(() -> new AssertionError("no checks"));
  }

  @Test
  void checksThatNeverEnd_endTheRollout() {
    checked();
    assertThat(message(later(Duration.ofMinutes(5)))).contains("Its checks did not end in time.");
    assertThat(selected()).contains("1");
  }

  @Test
  void lateCell_saysHowFarItCame() {
    change("");
    Outcome late = later(Duration.ofMinutes(10));
    assertThat(message(late)).contains("It was not complete in time. Ready are: gateway 0 of 1");
  }

  @Test
  void checkedCell_waitsForItsPromotion() {
    change(", automaticPromotion: false");
    assertThat(ready(settled())).isEqualTo("TRUE AwaitingPromotion");
    assertThat(selected()).contains("1");
    change(", automaticPromotion: false, promote: 1");
    assertThat(phase()).isEqualTo(RolloutPhase.AWAITING_PROMOTION);
    change(", automaticPromotion: false, promote: 2");
    assertThat(selected()).contains("2");
  }

  @Test
  void abortAfterTheSwitch_takesItBack() {
    change("");
    settled();
    change(", abort: 2");
    assertThat(selected()).contains("1");
    assertThat(message(world.look())).contains("It was aborted by rollout.abort.");
  }

  @Test
  void rollbackToAnUnknownRevision_isSaid() {
    world.write(SLOW.formatted(", rollback: 9"));
    Outcome outcome = world.look();
    assertThat(ready(outcome)).isEqualTo("TRUE RolloutWaiting");
    assertThat(message(outcome))
        .contains("rollout.rollback names revision 9, which is not kept: kept are 1.");
  }

  @Test
  void rollbackToAKeptRevision_bringsItUpAgain() {
    change("");
    settled();
    later(Duration.ofMinutes(5));
    later(Duration.ofHours(1));
    assertThat(has(1)).isFalse();
    assertThat(ready(change(", rollback: 1"))).isEqualTo("TRUE Staging");
    settled();
    assertThat(selected()).contains("1");
    assertThat(String.valueOf(world.cluster.object("ConfigMap", "sales-r1-config").tree()))
        .contains("sales-r1-")
        .doesNotContain("40m");
  }

  /** Who serves is not scaled by what the stack asks of another cell. */
  @Test
  void otherScale_isTheNewCellsAlone() {
    world.write(SLOW.formatted("") + OTHER + "gateway: {pods: {replicas: 3}}\n");
    world.look();
    assertThat(replicas(1)).isEqualTo(1);
    assertThat(replicas(2)).isEqualTo(3);
    settled();
    assertThat(replicas(1)).isEqualTo(1);
  }

  @Test
  void autoscaledCell_startsWithAsManyPodsAsServe() {
    String scaled = "gateway: {pods: {autoscaling: {maxReplicas: 8}}}\n";
    world.write(SLOW.formatted("") + scaled);
    world.settled();
    world.cluster.overwrite("Deployment", "sales-r1-gateway", 5, "spec", "replicas");
    world.cluster.settle();
    world.write(SLOW.formatted("") + scaled + OTHER);
    world.look();
    assertThat(fewest(2)).isEqualTo(5);
    assertThat(fewest(1)).isEqualTo(1);
    world.cluster.overwrite("Deployment", "sales-r2-gateway", 5, "spec", "replicas");
    settled();
    later(Duration.ofMinutes(5));
    assertThat(fewest(2)).isEqualTo(1);
    assertThat(replicas(1)).isEqualTo(5);
  }

  @Test
  void autoscaledCell_takesOverWithAsManyPodsAsServe() {
    String scaled = "gateway: {pods: {autoscaling: {maxReplicas: 8}}}\n";
    world.write(SLOW.formatted("") + scaled);
    world.settled();
    world.cluster.overwrite("Deployment", "sales-r1-gateway", 5, "spec", "replicas");
    world.cluster.settle();
    world.write(SLOW.formatted("") + scaled + OTHER);
    world.look();
    for (int pods : List.of(1, 4)) {
      world.cluster.overwrite("Deployment", "sales-r2-gateway", pods, "spec", "replicas");
      world.cluster.settle();
      world.look();
      assertThat(phase()).as("with %d pods of 5", pods).isEqualTo(RolloutPhase.STAGING);
    }
    world.cluster.overwrite("Deployment", "sales-r1-gateway", 9, "spec", "replicas");
    world.cluster.overwrite("Deployment", "sales-r2-gateway", 8, "spec", "replicas");
    world.cluster.settle();
    world.look();
    assertThat(phase()).as("with the most there can be").isEqualTo(RolloutPhase.SWITCHING);
  }

  /** What no quota tells: the nodes are full. */
  @Test
  void cellThatNoNodeTakes_failsInTheWordsOfTheScheduler() {
    change("");
    world.cluster.settle();
    world.cluster.overwrite("Deployment", "sales-r2-localdata", 0, "status", "readyReplicas");
    world.cluster.overwrite(
        "Pod",
        "sales-r2-localdata-0",
        List.of(
            Map.of(
                "type", "PodScheduled",
                "status", "False",
                "reason", "Unschedulable",
                "message", "0/3 nodes are available: 3 Insufficient memory.")),
        "status",
        "conditions");
    assertThat(message(later(Duration.ofMinutes(10))))
        .contains("Revision 2 has failed: It was not complete in time. No node takes a pod.")
        .contains("0/3 nodes are available: 3 Insufficient memory.");
    assertThat(selected()).contains("1");
  }

  private long replicas(int revision) {
    return world
        .cluster
        .object("Deployment", "sales-r" + revision + "-gateway")
        .number("spec", "replicas");
  }

  private long fewest(int revision) {
    return world
        .cluster
        .object("HorizontalPodAutoscaler", "sales-r" + revision + "-gateway")
        .number("spec", "minReplicas");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void lostStatus_movesNothing(int steps) {
    change(", automaticPromotion: " + (steps != 1));
    if (steps > 0) {
      world.cluster.settle();
    }
    for (int step = 1; step < steps; step++) {
      world.look();
    }
    Optional<String> before = selected();
    boolean first = has(1);
    boolean second = has(2);
    world.cluster.forget();
    world.forget();
    world.look();
    assertThat(selected()).isEqualTo(before);
    assertThat(has(1)).isEqualTo(first);
    assertThat(has(2)).isEqualTo(second);
  }

  /** An operator that wakes up late has seen what was, and somebody else has gone on since. */
  @Test
  void cellThatIsSelectedMeanwhile_isNotDeleted() {
    change("");
    settled();
    later(Duration.ofMinutes(5));
    world.cluster.movesUnseen("sales", "1");
    Outcome outcome = later(Duration.ofHours(1));
    assertThat(has(1)).isTrue();
    assertThat(outcome.next()).contains(world.clock.instant());
  }

  private RolloutStatus intended() {
    return world.cluster.intended().orElseThrow();
  }

  private Outcome again() {
    world.look();
    return world.look();
  }

  /**
   * The servers of a release belong together: others of its pods once got calls of the old ones.
   */
  @Test
  void cellOfWhichOneServerIsMissing_doesNotTakeOver() {
    change("");
    world.cluster.settle();
    world.cluster.overwrite("Deployment", "sales-r2-datascience", 0, "status", "readyReplicas");
    assertThat(ready(again())).isEqualTo("TRUE Staging");
    assertThat(selected()).contains("1");
    world.cluster.settle();
    world.look();
    assertThat(selected()).contains("2");
    for (int revision = 1; revision <= 2; revision++) {
      assertThat(String.valueOf(world.cluster.object("ConfigMap", config(revision)).tree()))
          .contains("sales-r" + revision + "-localdata")
          .doesNotContain("sales-r" + (3 - revision) + "-");
    }
  }

  private static String config(int revision) {
    return "sales-r" + revision + "-config";
  }

  /** A rollout once never ended, since each change of a scale began its deadline anew. */
  @Test
  void changeOfScaleWhileStaged_movesNoDeadline() {
    change("");
    Optional<Instant> deadline = intended().deadline();
    assertThat(deadline).contains(world.clock.instant().plus(Duration.ofMinutes(10)));
    world.clock.pass(Duration.ofMinutes(9));
    world.write(SLOW.formatted("") + OTHER + "gateway: {pods: {replicas: 3}}\n");
    Outcome scaled = world.look();
    assertThat(intended().deadline()).isEqualTo(deadline);
    assertThat(scaled.next()).isEqualTo(deadline);
    assertThat(message(later(Duration.ofMinutes(1)))).contains("It was not complete in time.");
  }

  /** Once the old release was scaled down at once, by the time of a switch that was taken back. */
  @Test
  void releaseThatIsTriedAgain_isObservedForItsWholeTime() {
    change("");
    settled();
    world.clock.pass(Duration.ofMinutes(4));
    change(", abort: 2");
    again();
    assertThat(phase()).isEqualTo(RolloutPhase.STABLE);
    change(", retry: again");
    settled();
    assertThat(phase()).isEqualTo(RolloutPhase.OBSERVING);
    assertThat(intended().deadline()).contains(world.clock.instant().plus(Duration.ofMinutes(5)));
    later(Duration.ofMinutes(4));
    assertThat(phase()).isEqualTo(RolloutPhase.OBSERVING);
    assertThat(has(1)).isTrue();
  }

  /** A limit of remembered releases once took the pods of the one that drained. */
  @Test
  void cellThatDrains_staysWhateverTheLimit() {
    change(", historyLimit: 1");
    settled();
    later(Duration.ofMinutes(5));
    again();
    assertThat(phase()).isEqualTo(RolloutPhase.STABLE);
    assertThat(has(1)).isTrue();
    assertThat(replicas(1)).isEqualTo(1);
  }

  /** The new release was once given up when the old one was gone, and nothing served. */
  @Test
  void releaseThatFailsWhenTheOldOneIsGone_staysAndRecovers() {
    change("");
    settled();
    later(Duration.ofMinutes(5));
    later(Duration.ofHours(1));
    assertThat(has(1)).isFalse();
    crash(2);
    again();
    assertThat(phase()).isEqualTo(RolloutPhase.STABLE);
    assertThat(selected()).contains("2");
    assertThat(has(2)).isTrue();
    assertThat(intended().failed()).isEmpty();
    world.cluster.remove("Pod", "sales-r2-gateway-0");
    assertThat(ready(settled())).isEqualTo("TRUE Ready");
  }

  /** Marks of a rollout in flight once outlived it. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void abortedRollout_leavesNothingBehindInTheStatus(boolean switched) {
    change("");
    if (switched) {
      settled();
    }
    change(", abort: 2");
    again();
    RolloutStatus after = intended();
    assertThat(after.phase()).isEqualTo(RolloutPhase.STABLE);
    assertThat(after.to()).isEqualTo(1);
    assertThat(after.from()).isEmpty();
    assertThat(after.deadline()).isEmpty();
    assertThat(after.why()).isEmpty();
    assertThat(selected()).contains("1");
  }

  /** A fix once waited until what it was to mend was ready. */
  @Test
  void cellThatCantAnswer_holdsUpNoFix() {
    crash(1);
    assertThat(ready(change(""))).startsWith("FALSE");
    assertThat(phase()).isEqualTo(RolloutPhase.STAGING);
    world.cluster.settle();
    crash(1);
    world.look();
    assertThat(selected()).contains("2");
    assertThat(ready(again())).startsWith("TRUE");
    assertThat(phase()).isEqualTo(RolloutPhase.OBSERVING);
  }

  /** What drains still has passed its checks and is all there: the way back is one write. */
  @Test
  void rollbackToACellThatDrains_isOneLook() {
    change("");
    settled();
    later(Duration.ofMinutes(5));
    assertThat(intended().leaving()).hasSize(1);
    change(", rollback: 1");
    assertThat(selected()).contains("1");
    assertThat(phase()).isEqualTo(RolloutPhase.SWITCHING);
    again();
    assertThat(intended().to()).isEqualTo(1);
    assertThat(intended().leaving()).isEmpty();
  }

  /** Pods once got ready before anything led to them, and what waits for that never saw it. */
  @Test
  void preview_leadsToTheNewCellBeforeItHasPods() {
    world.cluster.writes();
    change("");
    List<String> writes = world.cluster.writes();
    assertThat(writes).contains("apply Service sales-preview", "apply Deployment sales-r2-gateway");
    assertThat(writes.indexOf("apply Service sales-preview"))
        .isLessThan(writes.indexOf("apply Deployment sales-r2-gateway"));
    assertThat(
            world
                .cluster
                .object("Service", "sales-preview")
                .text("spec", "selector", Labels.REVISION))
        .contains("2");
  }
}
