package dev.mcpstack.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Both charts, installed into a fresh namespace that takes none but restricted pods. */
@ClusterTest
@Order(10)
final class InstallTest {
  private final Suite suite;

  InstallTest(Suite suite) {
    this.suite = suite;
  }

  private String namespace() {
    Assumptions.assumeTrue(
        suite.settings().operator() == Settings.Operator.CHART,
        "the operator runs outside: nothing was installed");
    return suite.charts().namespace();
  }

  @Test
  void operator_runsAndHoldsItsLease() {
    String namespace = namespace();
    suite.needsPods();
    Lease lease =
        suite.client().leases().inNamespace(namespace).withName(Charts.OPERATOR).require();
    List<Pod> pods = suite.client().pods().inNamespace(namespace).list().getItems();
    suite.report().say(Pods.text(pods) + "; lease of " + lease.getSpec().getHolderIdentity());
    assertThat(pods).hasSize(1).allMatch(Pods::isReady);
    assertThat(lease.getSpec().getHolderIdentity()).isNotBlank();
    assertThat(pods.getFirst().getStatus().getContainerStatuses())
        .allSatisfy(container -> assertThat(container.getRestartCount()).isZero());
  }

  /** Else the other tests would say nothing about it. */
  @Test
  void restrictedNamespace_refusesAPodThatIsNot() {
    String namespace = suite.namespace("restricted");
    Pod privileged =
        (Pod)
            Stack.load(
                    suite.client(),
                    Templates.fill("privileged.yaml", Map.of("namespace", namespace)))
                .getFirst();
    KubernetesClientException refusal =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> suite.client().resource(privileged).dryRun().create());
    suite.delete(namespace);
    Assumptions.assumeTrue(
        refusal != null, "the cluster does not enforce Pod Security: restricted means nothing");
    assertThat(refusal).hasMessageContaining("violates PodSecurity \"restricted");
  }
}
