package dev.mcpstack.operator.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.apply.StackSync;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.model.Images;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.controllers.Pods.Fate;
import dev.mcpstack.testkit.rbac.Rbac;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator as it is installed: with the chart's rights, on an API that applies and refuses. */
@Timeout(300)
final class OperatorTest {
  private static final String USER = Rbac.serviceAccount("mcpstack-system", "mcpstack-operator");
  private static final String NAMESPACE = "shop";
  private static final String STACK =
      """
      apiVersion: mcpstack.dev/v1alpha1
      kind: McpStack
      metadata: {name: demo, namespace: shop}
      spec:
        sources: [{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}]
      """;

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient user = kubernetes.client();
  private final KubernetesClient own =
      new KubernetesClientBuilder().withConfig(kubernetes.config(USER)).build();
  private RunningOperator operator;

  OperatorTest() throws IOException {
    kubernetes.install(Files.readString(Path.of("../crds/mcpstacks.mcpstack.dev.yaml")));
    kubernetes.install(Files.readString(Path.of("../helm/install.yaml")));
    kubernetes.createNamespace(NAMESPACE);
    operator = started();
  }

  private RunningOperator started() {
    OperatorConfig settings =
        ConfigFile.parse("test", "management: {port: 0}", OperatorConfig.class);
    StackSync sync =
        new StackSync(
            new Images("ghcr.io/mcpstack", "0.1.0", List.of(), Map.of()),
            "mcpstack-system",
            new Applied(),
            Clock.systemUTC(),
            new SecureRandom());
    return RunningOperator.start(settings, sync, own);
  }

  @BeforeEach
  void apply() {
    kubernetes.install(STACK);
  }

  @AfterEach
  void stop() {
    operator.close();
    own.close();
    user.close();
    kubernetes.close();
  }

  private void eventually(Callable<Boolean> holds) {
    await()
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(100))
        .until(() -> {
          kubernetes.settle();
          return holds.call();
        });
  }

  private StackResource stack() {
    return user.resources(StackResource.class).inNamespace(NAMESPACE).withName("demo").get();
  }

  private String ready() {
    Object conditions = Trees.at(stack().getStatus(), "conditions").orElse(List.of());
    return ((List<?>) conditions)
        .stream()
            .filter(each -> Trees.at(each, "type").filter("Ready"::equals).isPresent())
            .map(each ->
                Trees.at(each, "status").orElse("") + " " + Trees.at(each, "reason").orElse(""))
            .findFirst()
            .orElse("");
  }

  private void becomesReady() {
    eventually(() -> ready().equals("True Ready"));
  }

  private String selected() {
    return user.services()
        .inNamespace(NAMESPACE)
        .withName("demo")
        .get()
        .getSpec()
        .getSelector()
        .getOrDefault("mcpstack.dev/revision", "");
  }

  private List<String> deployments() {
    return user.apps().deployments().inNamespace(NAMESPACE).list().getItems().stream()
        .map(each -> each.getMetadata().getName())
        .sorted()
        .toList();
  }

  @Test
  void stack_becomesReadyAndThenNothingIsWritten() {
    becomesReady();
    assertThat(deployments())
        .containsExactly("demo-r1-datascience", "demo-r1-gateway", "demo-r1-localdata");
    assertThat(selected()).isEqualTo("1");
    Duration quiet = Duration.ofSeconds(2);
    await()
        .during(quiet)
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          boolean none = kubernetes.calls().writes(USER).isEmpty();
          kubernetes.calls().clear();
          return none;
        });
    assertThat(
            user.events().v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .map(event -> event.getReason()))
        .contains("Ready");
  }

  @Test
  void whatSomebodyChanges_isPutRight() {
    becomesReady();
    user.apps().deployments().inNamespace(NAMESPACE).withName("demo-r1-gateway").scale(3);
    user.services().inNamespace(NAMESPACE).withName("demo-r1-localdata").delete();
    eventually(() ->
        gateway().getSpec().getReplicas() == 1
            && user.services().inNamespace(NAMESPACE).withName("demo-r1-localdata").get() != null);
  }

  private Deployment gateway() {
    return user.apps().deployments().inNamespace(NAMESPACE).withName("demo-r1-gateway").get();
  }

  @Test
  void change_isBroughtUpBesideWhatServes() {
    becomesReady();
    kubernetes.pods().withImage("ghcr.io/mcpstack/localdata:0.2.0", Fate.IMAGE_PULL_FAILS);
    kubernetes.install(
        STACK.replace(
            "spec:", "spec:\n  release: 0.2.0\n  rollout: {observation: 0s, drainLimit: 0s}"));
    eventually(() -> ready().equals("True ImageNotPulled"));
    assertThat(selected()).isEqualTo("1");
    assertThat(deployments()).hasSize(6);
    kubernetes.pods().heal();
    eventually(() -> selected().equals("2") && deployments().size() == 3);
    assertThat(deployments())
        .containsExactly("demo-r2-datascience", "demo-r2-gateway", "demo-r2-localdata");
  }

  @Test
  void stackThatIsDeleted_leavesNothing() {
    becomesReady();
    user.resources(StackResource.class).inNamespace(NAMESPACE).withName("demo").delete();
    eventually(() ->
        deployments().isEmpty()
            && user.secrets().inNamespace(NAMESPACE).list().getItems().isEmpty()
            && user.services().inNamespace(NAMESPACE).list().getItems().isEmpty()
            && user.pods().inNamespace(NAMESPACE).list().getItems().isEmpty());
  }

  @Test
  void operatorThatStartsAnew_changesNothing() {
    becomesReady();
    String before = versions();
    operator.close();
    operator = started();
    eventually(() -> ready().equals("True Ready"));
    await().during(Duration.ofSeconds(2)).until(() -> versions().equals(before));
  }

  private String versions() {
    return user.apps().deployments().inNamespace(NAMESPACE).list().getItems().toString()
        + user.services().inNamespace(NAMESPACE).list().getItems()
        + user.secrets().inNamespace(NAMESPACE).list().getItems();
  }
}
