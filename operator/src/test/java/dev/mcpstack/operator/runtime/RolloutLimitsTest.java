package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rollouts of stacks beside each other, by an operator as it is installed, over HTTP. */
@Timeout(600)
final class RolloutLimitsTest {
  private static final String ONE = "{management: {port: 0}, reconcile: {rollouts: 1}}";
  private static final Set<String> RESTING = Set.of("Stable", "Bootstrapping");

  private final FakeKubernetes kubernetes = TestOperators.installed();
  private final TestOperators operators = new TestOperators();

  @AfterEach
  void close() {
    operators.close();
    kubernetes.close();
  }

  private void write(String name, String release, String observation) {
    kubernetes.install(
        """
        apiVersion: mcpstack.dev/v1alpha1
        kind: McpStack
        metadata: {name: %s, namespace: shop}
        spec:
          release: %s
          rollout: {observation: %s, drainLimit: 0s}
          sources: [{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}]
        """
            .formatted(name, release, observation));
  }

  private String text(String name, String... path) {
    return Trees.at(
            kubernetes
                .client()
                .resources(StackResource.class)
                .inNamespace("shop")
                .withName(name)
                .get()
                .getStatus(),
            path)
        .map(String::valueOf)
        .orElse("");
  }

  private boolean serves(String name, int revision) {
    return text(name, "activeRevision").equals("" + revision)
        && text(name, "rollout", "phase").equals("Stable");
  }

  private void settles(Callable<Boolean> until) {
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> {
          kubernetes.settle();
          return until.call();
        });
  }

  @Test
  void stacksThatChangeTogether_rollOneAfterAnother() {
    RunningOperator _ = operators.start(kubernetes, ONE, "one");
    List<String> names = List.of("a", "b", "c", "d");
    names.forEach(name -> write(name, "0.1.0", "1s"));
    settles(() -> names.stream().allMatch(name -> serves(name, 1)));
    names.forEach(name -> write(name, "0.2.0", "1s"));
    settles(() -> {
      List<String> rolling =
          names.stream().filter(name -> !RESTING.contains(text(name, "rollout", "phase"))).toList();
      // They are read one after another: one may have ended, and the next begun meanwhile.
      assertThat(rolling).hasSizeLessThanOrEqualTo(2);
      if (rolling.size() == 2) {
        assertThat(
                rolling.stream().filter(name -> !RESTING.contains(text(name, "rollout", "phase"))))
            .hasSizeLessThanOrEqualTo(1);
      }
      return names.stream().allMatch(name -> serves(name, 2));
    });
  }

  @Test
  void rollout_waitsForAQuotaThatLeavesRoom() {
    RunningOperator _ = operators.start(kubernetes, ONE, "one");
    write("a", "0.1.0", "0s");
    settles(() -> serves("a", 1));
    leaves(1);
    write("a", "0.2.0", "0s");
    settles(() -> text("a", "message").contains("ResourceQuota team-a leaves 1 pod."));
    assertThat(text("a", "message"))
        .contains("Revision 1 serves. Revision 2 waits. It needs 4 pods");
    assertThat(serves("a", 1)).isTrue();
    leaves(9);
    write("a", "0.2.0", "1s"); // So that it is looked at now.
    settles(() -> serves("a", 2));
  }

  private void leaves(int pods) {
    ResourceQuota quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("team-a")
            .withNamespace("shop")
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .withNewStatus()
            .withHard(Map.of("pods", new Quantity("20")))
            .withUsed(Map.of("pods", new Quantity(Integer.toString(20 - pods))))
            .endStatus()
            .build();
    if (kubernetes.client().resource(quota).get() == null) {
      ResourceQuota _ = kubernetes.client().resource(quota).create();
    }
    ResourceQuota _ = kubernetes.client().resource(quota).patchStatus();
  }
}
