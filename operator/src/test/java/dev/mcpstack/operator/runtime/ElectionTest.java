package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.faults.Call;
import dev.mcpstack.testkit.faults.Fault;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Of several operators one is at work. */
@Timeout(120)
final class ElectionTest {
  private final FakeKubernetes kubernetes = TestOperators.installed();
  private final TestOperators operators = new TestOperators();
  private final RunningOperator first =
      operators.start(kubernetes, TestOperators.ONE_OF_TWO, "first");

  @AfterEach
  void close() {
    operators.close();
    kubernetes.close();
  }

  private Resource<Lease> lease() {
    return kubernetes
        .client()
        .leases()
        .inNamespace("mcpstack-system")
        .withName("mcpstack-operator");
  }

  private void leads(RunningOperator operator, Duration limit) {
    await()
        .atMost(limit)
        .until(() ->
            operators.get(operator, "/metrics").contains("mcpstack_operator_leader 1")
                && operators.get(operator, "/readyz").startsWith("200"));
  }

  @Test
  void second_standsByAndTakesOverAtOnce() {
    leads(first, Duration.ofSeconds(30));
    RunningOperator second = operators.start(kubernetes, TestOperators.ONE_OF_TWO, "second");
    assertThat(operators.get(second, "/readyz")).isEqualTo("200\nok stacks\nready\n");
    assertThat(operators.get(second, "/livez")).startsWith("200");
    assertThat(operators.get(second, "/metrics")).contains("mcpstack_operator_leader 0");
    assertThat(lease().get().getSpec().getHolderIdentity()).isEqualTo("first");
    first.close();
    assertThat(lease().get().getSpec().getHolderIdentity()).isNotEqualTo("first");
    leads(second, Duration.ofSeconds(30)); // The lease itself would hold for sixty.
    await().until(() -> "second".equals(lease().get().getSpec().getHolderIdentity()));
    kubernetes.install(TestOperators.STACK);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> {
          kubernetes.settle();
          return operators
              .get(second, "/metrics")
              .contains("mcpstack_stacks{condition=\"Ready\",reason=\"Ready\"");
        });
    assertThat(first.end()).isNotDone();
  }

  @Test
  void leaseThatSomebodyElseHas_endsIt() throws Exception {
    leads(first, Duration.ofSeconds(30));
    lease()
        .patch(
            PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"holderIdentity\": \"other\"}}");
    RunningOperator.End end = first.end().get(20, TimeUnit.SECONDS);
    assertThat(end.atOnce()).isTrue();
    assertThat(end.sentence()).startsWith("The lease is lost");
  }

  @Test
  void leaseThatCannotBeRenewed_endsItBeforeItIsOver() throws Exception {
    leads(first, Duration.ofSeconds(30));
    kubernetes.faults().failAll(Call::isLease, Fault.refused(503));
    assertThat(first.end().get(50, TimeUnit.SECONDS).atOnce()).isTrue(); // The lease is 60.
  }
}
