package dev.mcpstack.operator.apply;

import static dev.mcpstack.operator.apply.World.MINIMAL;
import static dev.mcpstack.operator.apply.World.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.stack.PlanStatus;
import dev.mcpstack.stack.RolloutPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is looked at before a cell gets its first pod, and what is said of what waits. */
final class RolloutRoomTest {
  private static final String SLOW = MINIMAL + "rollout: {observation: 5m, drainLimit: 1h%s}\n";
  private static final String OTHER = "limits: {handleLifetime: 40m}\n";
  private static final String DATABASE =
      """
      sources:
      - {name: sales, type: PostgreSQL, url: 'jdbc:postgresql://db:5432/s', credentialsSecretRef: {name: s}, maxConnections: %d, connectionLimit: 25}
      rollout: {drainLimit: 1h}
      """;

  private final World world = new World(SLOW.formatted(""));

  private RolloutRoomTest() {
    world.settled();
    world.cluster.writes();
  }

  private Outcome change(String more) {
    world.write(SLOW.formatted("") + OTHER + more);
    return world.look();
  }

  private void leaves(int pods) {
    Map<String, Object> status =
        Map.of("hard", Map.of("pods", "10"), "used", Map.of("pods", Integer.toString(10 - pods)));
    world.cluster.quotas(
        Optional.of(List.of(new LiveObject("ResourceQuota", "team-a", Map.of("status", status)))));
  }

  private boolean has(int revision) {
    return world.cluster.find("Deployment", "sales-r" + revision + "-gateway").isPresent();
  }

  private static String message(Outcome outcome) {
    return outcome.status().message().orElse("");
  }

  private static PlanStatus plan(Outcome outcome) {
    return outcome.status().plan().orElseThrow();
  }

  private static String capacity(Outcome outcome) {
    return plan(outcome).capacity().orElse("");
  }

  private boolean quotasWereAsked() {
    return world.cluster.asked().contains("ResourceQuotas");
  }

  @Test
  void rolloutWithoutRoom_waitsUntilThereIs() {
    leaves(2);
    Outcome waits = change("");
    assertThat(ready(waits)).isEqualTo("TRUE RolloutWaiting");
    assertThat(message(waits))
        .contains(
            "Revision 1 serves. Revision 2 waits. It needs 3 pods, and ResourceQuota team-a leaves 2 pods. Raise the quota");
    assertThat(waits.next()).contains(world.clock.instant().plus(Duration.ofSeconds(30)));
    assertThat(has(2)).isFalse();
    assertThat(world.cluster.writes()).isEmpty();
    assertThat(world.look().status()).isEqualTo(waits.status());

    leaves(3);
    assertThat(ready(world.look())).isEqualTo("TRUE Staging");
    assertThat(has(2)).isTrue();
  }

  @Test
  void podOfTheChecks_needsRoomToo() {
    leaves(3);
    world.write(SLOW.formatted(", verification: {enabled: true}") + OTHER);
    assertThat(message(world.look())).contains("It needs 4 pods");
  }

  @Test
  void waitingRollout_isGivenUpWithItsRelease() {
    leaves(0);
    change("");
    world.write(SLOW.formatted(""));
    Outcome back = world.look();
    assertThat(ready(back)).isEqualTo("TRUE Ready");
    assertThat(back.status().plan()).isEmpty();
  }

  @Test
  void quotas_areAskedForOnlyBeforeTheFirstPod() {
    world.look();
    assertThat(quotasWereAsked()).isFalse();
    change("");
    assertThat(quotasWereAsked()).isTrue();
    leaves(0); // The new cell has taken it.
    world.cluster.settle();
    world.look();
    assertThat(world.cluster.intended().orElseThrow().phase()).isEqualTo(RolloutPhase.SWITCHING);
    assertThat(quotasWereAsked()).isFalse();
  }

  @Test
  void quotasThatNobodyMayRead_stopNothing() {
    world.cluster.quotas(Optional.empty());
    Outcome staged = change("");
    assertThat(ready(staged)).isEqualTo("TRUE Staging");
    assertThat(capacity(staged)).endsWith("the operator may not list ResourceQuotas.");
    assertThat(world.look().status().plan()).isEqualTo(staged.status().plan());
  }

  @Test
  void firstCell_waitsForNothing() {
    World fresh = new World(SLOW.formatted(""));
    fresh.cluster.quotas(
        Optional.of(
            List.of(
                new LiveObject(
                    "ResourceQuota", "q", Map.of("status", Map.of("hard", Map.of("pods", "0")))))));
    fresh.cluster.others(Optional.of("Others are in the way."));
    assertThat(ready(fresh.settled())).isEqualTo("TRUE Ready");
  }

  @Test
  void capacity_isThatOfBothCells() {
    assertThat(world.look().status().plan()).isEmpty();
    Outcome staged = change("localData: {pods: {replicas: 3}}\n");
    String both = "Revisions 1 and 2 together: 8 pods, 1.7 CPU, 5Gi of memory requested.";
    assertThat(capacity(staged)).isEqualTo(both);
    assertThat(plan(staged).changes())
        .contains("new revision: limits.handleLifetime; scale: localData.pods.replicas");
    world.cluster.settle();
    Outcome observed = world.look();
    assertThat(capacity(observed)).isEqualTo(both);
    world.look();
    world.clock.pass(Duration.ofMinutes(5));
    assertThat(world.look().status().plan()).isEmpty();
  }

  @Test
  void connectionsOfACellThatDrains_count() {
    World database = new World(DATABASE.formatted(12));
    database.cluster.putSecret("s", Map.of("username", "u", "password", "p"));
    database.settled();
    database.write(DATABASE.formatted(11));
    database.settled();
    database.write(DATABASE.formatted(10));
    Outcome waits = database.look();
    assertThat(message(waits))
        .contains(
            "It could open 10 connections to sales, of whose 25 revision 1 and 2 could take 23.")
        .contains("rollout.retire");
    assertThat(capacity(waits)).contains("; connections at most: sales 33 of 25.");
    database.clock.pass(Duration.ofHours(1));
    database.look(); // The oldest goes.
    assertThat(ready(database.look())).isEqualTo("TRUE Staging");
  }

  @Test
  void rolloutBehindOthers_waitsAndRemembersSinceWhen() {
    world.cluster.others(Optional.of("Others are in the way."));
    Outcome waits = change("");
    assertThat(ready(waits)).isEqualTo("TRUE RolloutWaiting");
    assertThat(message(waits)).endsWith("Revision 2 waits. Others are in the way.");
    assertThat(plan(waits).queued()).contains(world.clock.instant());
    world.clock.pass(Duration.ofMinutes(1));
    assertThat(plan(world.look())).isEqualTo(plan(waits));

    leaves(0); // Who has no room lets others go first.
    assertThat(plan(world.look()).queued()).isEmpty();
    leaves(9);
    world.cluster.others(Optional.empty());
    Outcome staged = world.look();
    assertThat(ready(staged)).isEqualTo("TRUE Staging");
    assertThat(plan(staged).queued()).isEmpty();
  }

  @Test
  void rolloutThatMends_waitsForNobodyElse() {
    world.cluster.others(Optional.of("Others are in the way."));
    world.cluster.overwrite("Deployment", "sales-r1-gateway", 0, "status", "readyReplicas");
    change("");
    assertThat(has(2)).isTrue();
  }

  @Test
  void rollbackToAKeptRevision_waitsForNobodyElse() {
    change("");
    world.settled();
    world.clock.pass(Duration.ofMinutes(5));
    world.settled();
    world.clock.pass(Duration.ofHours(1));
    world.settled();
    assertThat(has(1)).isFalse();
    world.cluster.others(Optional.of("Others are in the way."));
    world.write(SLOW.formatted(", rollback: 1") + OTHER);
    world.look();
    assertThat(has(1)).isTrue();
  }

  @Test
  void pausedStack_saysWhatWaits() {
    world.write(SLOW.formatted("") + "networkPolicy: {enabled: false}\n");
    world.settled();
    String paused = SLOW.formatted("") + "networkPolicy: {enabled: false}\npaused: true\n";
    world.write(paused);
    assertThat(world.look().status().plan()).isEmpty();
    world.write(paused + OTHER + "dataPolicy: Delete\ngateway: {pods: {replicas: 2}}\n");
    world.cluster.writes();
    Outcome waits = world.look();
    assertThat(ready(waits)).isEqualTo("UNKNOWN Paused");
    assertThat(plan(waits).changes())
        .contains(
            "new revision: limits.handleLifetime; scale: gateway.pods.replicas; in place: dataPolicy");
    assertThat(world.look().status()).isEqualTo(waits.status());
    assertThat(world.cluster.writes()).isEmpty();
  }

  @Test
  void rolloutThatIsPaused_saysWhatWaits() {
    world.write(SLOW.formatted(", paused: true") + OTHER);
    Outcome waits = world.look();
    assertThat(plan(waits).changes()).contains("new revision: limits.handleLifetime");
    assertThat(capacity(waits)).startsWith("Revisions 1 and 2 together: 6 pods");
    assertThat(quotasWereAsked()).isFalse();
  }
}
