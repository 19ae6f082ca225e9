package dev.mcpstack.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {
  private static final String EDITOR = "fabric8-kubernetes-client";
  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient client = kubernetes.client();

  @AfterEach
  void close() {
    kubernetes.close();
  }

  static Deployment deployment(EnvVar... environment) {
    return new DeploymentBuilder()
        .withNewMetadata()
        .withName("web")
        .withNamespace("default")
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .withNewSelector()
        .addToMatchLabels("app", "web")
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .addToLabels("app", "web")
        .endMetadata()
        .withNewSpec()
        .addNewContainer()
        .withName("main")
        .withImage("web:1")
        .withEnv(environment)
        .addNewPort()
        .withContainerPort(8080)
        .endPort()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  static EnvVar variable(String name, String value) {
    return new EnvVar(name, value, null);
  }

  private Deployment apply(Deployment deployment, String manager) {
    return client.resource(deployment).fieldManager(manager).serverSideApply();
  }

  @Test
  void apply_absent_createsAndOwnsByKey() {
    Deployment created = apply(deployment(variable("A", "1")), "one");

    assertThat(created.getMetadata().getUid()).isNotEmpty();
    assertThat(created.getMetadata().getGeneration()).isEqualTo(1);
    ManagedFieldsEntry entry = created.getMetadata().getManagedFields().getFirst();
    assertThat(entry.getManager()).isEqualTo("one");
    assertThat(entry.getOperation()).isEqualTo("Apply");
    String fields = Serialization.asJson(entry.getFieldsV1());
    assertThat(fields)
        .contains("k:{\\\"name\\\":\\\"main\\\"}")
        .contains("k:{\\\"containerPort\\\":8080,\\\"protocol\\\":\\\"TCP\\\"}")
        .contains("k:{\\\"name\\\":\\\"A\\\"}")
        .doesNotContain("f:strategy");
  }

  @Test
  void apply_unchanged_keepsTheResourceVersion() {
    Deployment first = apply(deployment(variable("A", "1")), "one");
    kubernetes.clock().advance(Duration.ofMinutes(1));

    Deployment second = apply(deployment(variable("A", "1")), "one");

    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
  }

  @Test
  void apply_fieldNoLongerSaid_isPruned() {
    apply(deployment(variable("A", "1"), variable("B", "2")), "one");

    Deployment pruned = apply(deployment(variable("B", "2")), "one");

    assertThat(environment(pruned)).containsExactly("B");
    assertThat(pruned.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void apply_fieldSharedWithAnother_staysUntilNobodySaysIt() {
    apply(deployment(variable("A", "1")), "one");
    apply(deployment(variable("A", "1")), "two");

    assertThat(environment(apply(deployment(), "one"))).containsExactly("A");
    assertThat(environment(apply(deployment(), "two"))).isEmpty();
  }

  @Test
  void apply_fieldOfAnother_conflictsUnlessForced() {
    apply(deployment(variable("A", "1")), "one");
    Deployment other = deployment(variable("A", "2"));
    String body = Serialization.asYaml(other);
    PatchContext polite =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("two")
            .withForce(false)
            .build();

    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class, () -> client.resource(other).patch(polite, body));

    assertThat(refused.getCode()).isEqualTo(409);
    assertThat(refused.getStatus().getMessage())
        .isEqualTo(
            "Apply failed with 1 conflict: conflict with \"one\":"
                + " .spec.template.spec.containers[name=\"main\"].env[name=\"A\"].value");
    StatusCause cause = refused.getStatus().getDetails().getCauses().getFirst();
    assertThat(cause.getReason()).isEqualTo("FieldManagerConflict");
    Deployment forced =
        client.resource(other).fieldManager("two").forceConflicts().serverSideApply();
    assertThat(container(forced).getEnv().getFirst().getValue()).isEqualTo("2");
    assertThat(fieldsOf(forced.getMetadata(), "one")).doesNotContain("f:value");
  }

  @Test
  void update_byAnother_takesTheFieldsThatItChanges() {
    apply(deployment(variable("A", "1")), "one");
    Deployment edited = client.apps().deployments().withName("web").get();
    edited.getSpec().setReplicas(5);

    Deployment updated = client.resource(edited).update();

    assertThat(fieldsOf(updated.getMetadata(), EDITOR))
        .isEqualTo("{\"f:spec\":{\"f:replicas\":{}}}");
    Deployment applied = apply(deployment(variable("A", "1")), "one");
    assertThat(applied.getSpec().getReplicas()).isEqualTo(5);
    Deployment opinion = deployment(variable("A", "1"));
    opinion.getSpec().setReplicas(2);
    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> client.resource(opinion).fieldManager("one").serverSideApply());
    assertThat(refused.getMessage())
        .contains("conflict with \"fabric8-kubernetes-client\" using apps/v1: .spec.replicas");
  }

  @Test
  void apply_finalizers_areASet() {
    ConfigMap one = configMap();
    one.getMetadata().setFinalizers(List.of("a/b"));
    ConfigMap two = configMap();
    two.getMetadata().setFinalizers(List.of("c/d"));
    client.resource(one).fieldManager("one").serverSideApply();

    ConfigMap both = client.resource(two).fieldManager("two").serverSideApply();

    assertThat(both.getMetadata().getFinalizers()).containsExactlyInAnyOrder("a/b", "c/d");
    assertThat(fieldsOf(both.getMetadata(), "two")).contains("v:\\\"c/d\\\"");
    two.getMetadata().setFinalizers(List.of());
    assertThat(
            client
                .resource(two)
                .fieldManager("two")
                .serverSideApply()
                .getMetadata()
                .getFinalizers())
        .containsExactly("a/b");
  }

  @Test
  void apply_mapsOfOthers_areLeftAlone() {
    client
        .resource(new ConfigMapBuilder(configMap()).addToData("a", "1").build())
        .fieldManager("one")
        .serverSideApply();
    client
        .resource(new ConfigMapBuilder(configMap()).addToData("b", "2").build())
        .fieldManager("two")
        .serverSideApply();

    ConfigMap left = client.resource(configMap()).fieldManager("one").serverSideApply();

    assertThat(left.getData()).isEqualTo(Map.of("b", "2"));
  }

  @Test
  void apply_staleResourceVersion_conflicts() {
    client.resource(configMap()).fieldManager("one").serverSideApply();
    ConfigMap stale =
        new ConfigMapBuilder(configMap())
            .editMetadata()
            .withResourceVersion("1")
            .endMetadata()
            .build();

    KubernetesClientException refused =
        catchThrowableOfType(
            KubernetesClientException.class,
            () -> client.resource(stale).fieldManager("one").serverSideApply());

    assertThat(refused.getStatus().getMessage())
        .isEqualTo(
            "Operation cannot be fulfilled on configmaps \"settings\": the object has been modified; please apply your"
                + " changes to the latest version and try again");
  }

  private static ConfigMap configMap() {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName("settings")
        .withNamespace("default")
        .endMetadata()
        .build();
  }

  private static Container container(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
  }

  private static List<String> environment(Deployment deployment) {
    return container(deployment).getEnv().stream().map(EnvVar::getName).toList();
  }

  private static String fieldsOf(ObjectMeta metadata, String manager) {
    return metadata.getManagedFields().stream()
        .filter(entry -> entry.getManager().equals(manager))
        .map(entry -> Serialization.asJson(entry.getFieldsV1()))
        .findFirst()
        .orElse("");
  }
}
