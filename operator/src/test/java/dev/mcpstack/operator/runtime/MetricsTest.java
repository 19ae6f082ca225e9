package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.faults.Fault;
import dev.mcpstack.testkit.faults.Faults;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The management port of an operator that works on a cluster. */
@Timeout(300)
final class MetricsTest {
  private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (mcpstack\\S+) (\\S+)$");

  private static final Pattern EVENTS =
      Pattern.compile("(?m)^mcpstack_operator_events_total (\\S+)$");

  private final FakeKubernetes kubernetes = TestOperators.installed();
  private final TestOperators operators = new TestOperators();
  private final AtomicLong nanos = new AtomicLong();
  private final RunningOperator operator =
      operators.start(
          kubernetes.config(TestOperators.USER), TestOperators.ALONE, "one", nanos::get);

  @AfterEach
  void close() {
    operators.close();
    kubernetes.close();
  }

  private void shows(String... lines) {
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          kubernetes.settle();
          assertThat(operators.get(operator, "/metrics")).contains(lines);
        });
  }

  /** The first look stops at its second call until it is let go. */
  private CountDownLatch holdFirstLook() {
    CountDownLatch hangs = new CountDownLatch(1);
    kubernetes
        .faults()
        .before(
            2,
            Faults.workOf(TestOperators.USER),
            () -> {
              try {
                hangs.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    return hangs;
  }

  private double events() {
    Matcher events = EVENTS.matcher(operators.get(operator, "/metrics"));
    return events.find() ? Double.parseDouble(events.group(1)) : 0;
  }

  @Test
  void metrics_areThoseOfTheDocs() {
    kubernetes.install(TestOperators.STACK);
    shows("mcpstack_stacks{condition=\"Ready\",reason=\"Ready\",status=\"True\"} 1");
    assertThat(
            FAMILY
                .matcher(operators.get(operator, "/metrics"))
                .results()
                .map(found -> found.group(1) + " " + found.group(2))
                .filter(found -> !found.endsWith("_max gauge")) // Micrometer's, of each timer.
                .toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(OperatorMetric.values())
                .map(metric -> metric.text() + " " + metric.typeText())
                .toList());
    shows(
        "mcpstack_operator_leader 1",
        "mcpstack_operator_build{java=\"" + Runtime.version() + "\",version=\"0.1.0\"} 1",
        "mcpstack_operator_watches 14",
        "jvm_memory_used_bytes");
  }

  @Test
  void requests_areCountedByVerbAndResource() {
    kubernetes.install(TestOperators.STACK);
    shows("mcpstack_stacks{condition=\"Ready\",reason=\"Ready\",status=\"True\"} 1");
    String metrics = operators.get(operator, "/metrics");
    assertThat(metrics)
        .contains(
            "mcpstack_operator_api_requests_total{code=\"200\",resource=\"deployments\",verb=\"list\"} 1",
            "{code=\"201\",resource=\"events\",verb=\"create\"}",
            "resource=\"mcpstacks/status\",verb=\"apply\"}",
            "{code=\"404\",resource=\"secrets\",verb=\"get\"}")
        .containsPattern("resource=\"deployments\",verb=\"apply\"} [1-9]")
        .doesNotContain("resource=\"\"", "demo");
  }

  @Test
  void stackThatIsDeleted_leavesNoSeries() {
    kubernetes.install(TestOperators.STACK);
    shows("mcpstack_stacks{");
    kubernetes.client().resources(StackResource.class).inNamespace("shop").delete();
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() ->
            assertThat(operators.get(operator, "/metrics"))
                .doesNotContain("mcpstack_stacks{")
                .contains("mcpstack_operator_reconciles_waiting 0"));
  }

  /** The framework forgets it when it goes, and its look ends after that, in failure at that. */
  @Test
  void stackThatIsDeletedDuringItsLook_leavesNoSeries() {
    CountDownLatch hangs = holdFirstLook();
    kubernetes.install(TestOperators.STACK);
    shows("mcpstack_operator_reconciles_running 1");
    double before = events();
    kubernetes.client().resources(StackResource.class).inNamespace("shop").delete();
    await().atMost(Duration.ofMinutes(1)).until(() -> events() > before);
    hangs.countDown();
    shows(
        "mcpstack_operator_reconciles_running 0", "reconciles_seconds_count{outcome=\"failed\"} 1");
    assertThat(operators.get(operator, "/metrics"))
        .doesNotContain("mcpstack_stacks{")
        .contains(
            "mcpstack_operator_reconciles_waiting 0", "mcpstack_operator_reconciles_retrying 0");
  }

  @Test
  void lookThatHangs_isNotAlive() {
    assertThat(operators.get(operator, "/livez")).isEqualTo("200\nok\n");
    CountDownLatch hangs = holdFirstLook();
    kubernetes.install(TestOperators.STACK);
    shows("mcpstack_operator_reconciles_running 1");
    assertThat(operators.get(operator, "/livez")).isEqualTo("200\nok\n");
    nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    assertThat(operators.get(operator, "/livez"))
        .isEqualTo("503\nThe look at stack shop/demo hangs for 10 minutes.\n");
    hangs.countDown();
    shows("mcpstack_operator_reconciles_running 0");
    assertThat(operators.get(operator, "/livez")).isEqualTo("200\nok\n");
  }

  @Test
  void apiServerThatIsAway_isNoReasonToRestart() {
    assertThat(operators.get(operator, "/readyz")).isEqualTo("200\nok stacks\nready\n");
    kubernetes.faults().failAll(_ -> true, new Fault.CutBefore());
    kubernetes.endWatches();
    shows("code=\"none\"", "mcpstack_operator_watches 14");
    assertThat(operators.get(operator, "/livez")).isEqualTo("200\nok\n");
    assertThat(operators.get(operator, "/readyz")).isEqualTo("200\nok stacks\nready\n");
    kubernetes.faults().clear();
    kubernetes.expireWatches();
    kubernetes.install(TestOperators.STACK);
    shows("mcpstack_stacks{condition=\"Ready\",reason=\"Ready\",status=\"True\"} 1");
  }
}
