package dev.mcpstack.operator.runtime;

import static dev.mcpstack.operator.runtime.Installation.USER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.testkit.faults.Call;
import dev.mcpstack.testkit.faults.Faults;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many stacks come to rest, and at rest nothing is written. */
@Timeout(1200)
final class ManyStacksTest {
  private static final int STACKS = 100;
  private static final Duration SOONEST = Duration.ofMinutes(10);
  private static final String ALONE = "management: {port: 0}";
  private static final String ELECTED = "{management: {port: 0}, leaderElection: {enabled: true}}";

  private final Installation installation = new Installation();
  private final AtomicReference<CountedLooks> looks = new AtomicReference<>();

  @AfterEach
  void end() {
    installation.close();
  }

  private Installation.Instance started(String settings) throws IOException {
    return installation.started(
        settings,
        installation.config(),
        reconciler -> {
          CountedLooks counted = new CountedLooks(reconciler);
          looks.set(counted);
          return counted;
        });
  }

  private List<Life> made(int count) {
    List<Life> lives =
        IntStream.rangeClosed(1, count).mapToObj(i -> new Life(installation, "shop-" + i)).toList();
    lives.forEach(Life::create);
    lives.forEach(life -> life.becomesReady(1));
    return lives;
  }

  @Test
  void hundredStacksAtRest_areLeftAlone() throws IOException {
    rest(ELECTED, Duration.ofSeconds(5));
  }

  @Test
  @Tag("full")
  void hundredStacksAtRestForAMinute_areLeftAlone() throws IOException {
    rest(ELECTED, Duration.ofSeconds(60));
  }

  private void rest(String settings, Duration quiet) throws IOException {
    try (Installation.Instance _ = started(settings)) {
      made(STACKS);
      assertThat(installation.kubernetes.calls().writes(USER))
          .as("calls that were refused")
          .noneMatch(call -> call.code() >= 400);
      AtomicInteger writes = new AtomicInteger(-1);
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(Duration.ofMinutes(1))
          .until(() -> {
            int now = installation.kubernetes.calls().writes(USER).size();
            return writes.getAndSet(now) == now;
          });
      System.out.printf(
          "FIGURES %d stacks: %d calls, %d of Secrets, %d writes, %d looks%n",
          STACKS,
          installation.kubernetes.calls().matching(Faults.workOf(USER)).size(),
          installation
              .kubernetes
              .calls()
              .matching(call -> call.resource().equals("secrets") && !call.isWrite())
              .size(),
          writes.get(),
          looks.get().begun());
      installation.kubernetes.calls().clear();
      await()
          .during(quiet)
          .atMost(quiet.plusSeconds(20))
          .pollInterval(Duration.ofMillis(500))
          .until(() -> installation.kubernetes.calls().writes(USER).isEmpty());
      assertThat(installation.kubernetes.calls().of(USER)).allMatch(Call::isLease);
      assertThat(looks.get().delays())
          .hasSize(STACKS)
          .allSatisfy((_, delay) -> assertThat(delay).isGreaterThanOrEqualTo(SOONEST));
    }
  }

  @Test
  void driftedField_isBackWithinOneLook() throws IOException {
    try (Installation.Instance _ = started(ALONE)) {
      made(1);
      installation.stand();
      AtomicInteger before = new AtomicInteger(-1);
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> before.getAndSet(looks.get().begun()) == looks.get().begun());
      AtomicInteger after = new AtomicInteger();
      installation
          .kubernetes
          .faults()
          .after(
              1,
              Faults.workOf(USER).and(call -> call.resource().equals("deployments")),
              () -> after.set(looks.get().begun()));
      gateway("shop-1").scale(3);
      await().atMost(Duration.ofMinutes(1)).until(() -> after.get() > 0);
      assertThat(after).hasValue(before.get() + 1);
      assertThat(gateway("shop-1").get().getSpec().getReplicas()).isEqualTo(1);
    }
  }

  @Test
  void stacksOfTwoNamespaces_areBothStillKnownAfterAllIsListedAnew() throws IOException {
    String watched = "{management: {port: 0}, watch: {namespaces: [shop-1, shop-2]}}";
    try (Installation.Instance _ = started(watched)) {
      made(2);
      installation.kubernetes.expireWatches();
      for (String namespace : List.of("shop-1", "shop-2")) {
        gateway(namespace).scale(3);
        await()
            .atMost(Duration.ofMinutes(1))
            .until(() -> gateway(namespace).get().getSpec().getReplicas() == 1);
      }
      assertThat(installation.kubernetes.calls().matching(ManyStacksTest::makesDeployment))
          .hasSizeLessThan(2 * 3 * 4);
    }
  }

  private static boolean makesDeployment(Call call) {
    return call.user().equals(USER) && call.isWrite() && call.resource().equals("deployments");
  }

  private RollableScalableResource<Deployment> gateway(String namespace) {
    return installation
        .user
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("demo-r1-gateway");
  }
}
