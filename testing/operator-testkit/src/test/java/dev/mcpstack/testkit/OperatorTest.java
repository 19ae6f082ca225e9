package dev.mcpstack.testkit;

import static org.awaitility.Awaitility.await;

import dev.mcpstack.testkit.faults.Fault;
import dev.mcpstack.testkit.faults.Faults;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.Workflow;
import io.javaoperatorsdk.operator.api.reconciler.dependent.Dependent;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.CRUDKubernetesDependentResource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A real operator, with the settings that it has by default: server-side apply everywhere,
 * finalizers, leader election.
 */
class OperatorTest {
  private static final String USER = "operator";
  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient client = kubernetes.client();
  private final Operator operator =
      new Operator(overrider ->
          overrider
              .withKubernetesClient(
                  new KubernetesClientBuilder().withConfig(kubernetes.config(USER)).build())
              .withLeaderElectionConfiguration(
                  LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("lock")
                      .withLeaseNamespace("default")
                      .withExitOnStopLeading(false)
                      .build())
              .withDefaultNonSSAResource(Set.of()));

  /** Its Deployment. */
  public static class Server extends CRUDKubernetesDependentResource<Deployment, Stack> {
    @Override
    protected Deployment desired(Stack primary, Context<Stack> context) {
      Deployment deployment =
          ServerSideApplyTest.deployment(ServerSideApplyTest.variable("MODE", "x"));
      return new DeploymentBuilder(deployment)
          .editMetadata()
          .withName(primary.getMetadata().getName())
          .endMetadata()
          .build();
    }
  }

  /** Its settings. */
  public static class Settings extends CRUDKubernetesDependentResource<ConfigMap, Stack> {
    @Override
    protected ConfigMap desired(Stack primary, Context<Stack> context) {
      return new ConfigMapBuilder()
          .withNewMetadata()
          .withName(primary.getMetadata().getName())
          .withNamespace(primary.getMetadata().getNamespace())
          .endMetadata()
          .addToData("mode", String.valueOf(primary.getSpec().get("mode")))
          .build();
    }
  }

  @Workflow(dependents = {@Dependent(type = Server.class), @Dependent(type = Settings.class)})
  private static final class StackReconciler implements Reconciler<Stack>, Cleaner<Stack> {
    @Override
    public UpdateControl<Stack> reconcile(Stack stack, Context<Stack> context) {
      Stack status = new Stack();
      status.getMetadata().setName(stack.getMetadata().getName());
      status.getMetadata().setNamespace(stack.getMetadata().getNamespace());
      boolean ready =
          context
              .getSecondaryResource(Deployment.class)
              .map(deployment -> deployment.getStatus())
              .map(observed -> observed.getAvailableReplicas())
              .filter(count -> count > 0)
              .isPresent();
      status.setStatus(Map.of("phase", ready ? "Ready" : "Starting"));
      return UpdateControl.patchStatus(status);
    }

    @Override
    public DeleteControl cleanup(Stack stack, Context<Stack> context) {
      return DeleteControl.defaultDelete();
    }
  }

  @BeforeEach
  void start() {
    kubernetes.install(CustomResourceTest.definition());
    operator.register(new StackReconciler());
    operator.start();
  }

  @AfterEach
  void close() {
    operator.stop();
    kubernetes.close();
  }

  private void create() {
    Stack stack = new Stack();
    stack.getMetadata().setName("x");
    stack.getMetadata().setNamespace("default");
    stack.setSpec(Map.of("sources", List.of(Map.of("name", "sales", "url", "u"))));
    client.resource(stack).create();
  }

  private void untilReady() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> {
          kubernetes.settle();
          Map<String, Object> status =
              client.resources(Stack.class).withName("x").get().getStatus();
          return status != null && "Ready".equals(status.get("phase"));
        });
  }

  @Test
  void stack_created_becomesReadyAndThenNothingIsWritten() {
    create();
    untilReady();

    await()
        .during(Duration.ofSeconds(2))
        .atMost(Duration.ofSeconds(15))
        .until(() -> {
          int before = kubernetes.calls().writes(USER).size();
          kubernetes.settle();
          return before == kubernetes.calls().writes(USER).size() && isQuiet();
        });
  }

  private int seen = -1;

  private boolean isQuiet() {
    int now = kubernetes.calls().writes(USER).size();
    boolean quiet = now == seen;
    seen = now;
    return quiet;
  }

  @Test
  void drift_isPutRight() {
    create();
    untilReady();

    client
        .configMaps()
        .withName("x")
        .edit(map -> new ConfigMapBuilder(map).addToData("mode", "drifted").build());

    await()
        .until(() -> "Split".equals(client.configMaps().withName("x").get().getData().get("mode")));
  }

  @Test
  void stack_deleted_takesAllAlong() {
    create();
    untilReady();

    client.resources(Stack.class).withName("x").delete();

    await()
        .until(() -> {
          kubernetes.settle();
          return client.resources(Stack.class).withName("x").get() == null
              && client.pods().inNamespace("default").list().getItems().isEmpty()
              && client.configMaps().withName("x").get() == null;
        });
  }

  @Test
  void anyCall_failingOnce_isSurvived() {
    for (int number = 1; number <= 5; number++) {
      kubernetes.faults().fail(number * 2L, Faults.workOf(USER), Fault.refused(500));
    }

    create();

    untilReady();
  }
}
