package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.testkit.FakeKubernetes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the chart grants, a stack with everything makes use of: no right is there to no end. */
@Timeout(300)
final class UsedRightsTest {
  private static final String FILES =
      "{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}";
  private static final String EVERYTHING =
      """
      release: 0.1.0
      sources: [%s]
      gateway: {ingress: {host: mcp.example.com}, pods: {autoscaling: {minReplicas: 2, maxReplicas: 3}}}
      tokenStore: {managed: {storage: {size: 1Gi}}}
      rollout: {historyLimit: 1, observation: 0s, drainLimit: 0s}
      """
          .formatted(FILES);
  private static final String LESS =
      """
      release: 0.2.0
      sources: [%s]
      tokenStore: {external: {nodes: ['redis.example.com:6379']}}
      networkPolicy: {enabled: false}
      rollout: {historyLimit: 1, observation: 0s, drainLimit: 0s}
      """
          .formatted(FILES);

  /** Asked for by an admission plugin that the fake does not have. */
  private static final String GUARDED = "update mcpstacks/finalizers.mcpstack.dev";

  /** The framework reads a stack anew when its status could not be written, which is chance. */
  private static final String CONFLICT = "get mcpstacks.mcpstack.dev";

  /** Of what cert-manager has issued, when the stack takes its own authority. */
  private static final String ISSUED = "delete secrets";

  private final FakeKubernetes kubernetes = TestOperators.installed();
  private final TestOperators operators = new TestOperators();

  @AfterEach
  void close() {
    operators.close();
    kubernetes.close();
  }

  private void becomes(String spec, int generation) {
    kubernetes.install(
        "apiVersion: mcpstack.dev/v1alpha1\nkind: McpStack\nmetadata: {name: demo, namespace: shop}\n"
            + "spec:\n"
            + spec.indent(2));
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> {
          kubernetes.settle();
          return Trees.at(stack().getStatus(), "conditions").stream()
              .flatMap(conditions -> ((List<?>) conditions).stream())
              .filter(each -> Trees.at(each, "type").filter("Ready"::equals).isPresent())
              .filter(each -> Trees.at(each, "reason").filter("Ready"::equals).isPresent())
              .anyMatch(each ->
                  Trees.at(each, "observedGeneration")
                      .filter(seen -> seen.equals(generation))
                      .isPresent());
        });
  }

  private StackResource stack() {
    return kubernetes
        .client()
        .resources(StackResource.class)
        .inNamespace("shop")
        .withName("demo")
        .get();
  }

  @Test
  void everyRight_isMadeUseOf() {
    RunningOperator operator = operators.start(kubernetes, TestOperators.ONE_OF_TWO, "one");
    becomes(EVERYTHING, 1);
    becomes(LESS, 2);
    becomes(LESS.replace("0.2.0", "0.3.0"), 3); // The cell goes that a Job has checked.
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(() -> {
          kubernetes.settle();
          assertThat(unused()).isSubsetOf(GUARDED, CONFLICT, ISSUED);
        });
    operator.close();
    assertThat(unused()).contains(GUARDED);
  }

  private List<String> unused() {
    return kubernetes.rbac().unused(TestOperators.USER).stream().map(String::valueOf).toList();
  }
}
