package dev.mcpstack.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.operator.model.Packed;
import dev.mcpstack.operator.model.RevisionManifest;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.PodTrouble;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.Workload;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SlimTest {
  private static final KubernetesSerialization CLIENT = new KubernetesSerialization();
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: a, namespace: shop, uid: u, resourceVersion: "7", labels: {mcpstack.dev/stack: demo}}
      spec: {imagePullSecrets: [{name: pull}], containers: [{name: server, image: x}]}
      status:
        phase: Pending
        podIP: 10.0.0.1
        conditions: [{type: PodScheduled, status: "True", lastTransitionTime: "2026-01-01T00:00:00Z"}]
        containerStatuses:
          - name: server
            image: registry/x
            ready: false
            restartCount: 3
            state: {waiting: {reason: ImagePullBackOff, message: no such image}}
            lastState: {terminated: {exitCode: 3, finishedAt: "2026-01-01T00:00:00Z"}}
      """;
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: a
        namespace: shop
        uid: u
        generation: 2
        managedFields:
          - {manager: kubelet, operation: Update, fieldsV1: {f:status: {}}}
          - {manager: mcpstack-operator, operation: Apply, fieldsV1: {f:spec: {f:replicas: {}}}}
      spec: {replicas: 2, template: {spec: {containers: []}}}
      status: {replicas: 2, updatedReplicas: 2, readyReplicas: 2, observedGeneration: 2}
      """;

  private static GenericKubernetesResource object(String yaml) {
    return CLIENT.unmarshal(yaml, GenericKubernetesResource.class);
  }

  private static Map<?, ?> data(GenericKubernetesResource revision) {
    return (Map<?, ?>) Objects.requireNonNull(revision.getAdditionalProperties().get("data"));
  }

  @Test
  void release_isKeptAsText() {
    GenericKubernetesResource whole =
        object(
            """
            apiVersion: apps/v1
            kind: ControllerRevision
            metadata: {name: a, namespace: shop, labels: {mcpstack.dev/revision: "1"}}
            revision: 1
            data:
              identity: x
              release: 0.1.0
              objects:
                - {apiVersion: apps/v1, kind: Deployment, metadata: {name: b}, spec: {replicas: 2}}
            """);
    Map<?, ?> data = data(Slim.of(whole));
    assertThat(data.get("objects")).isInstanceOf(Packed.class);
    assertThat(RevisionManifest.release(data))
        .isEqualTo(RevisionManifest.release(data(whole)))
        .singleElement()
        .satisfies(deployment -> assertThat(deployment.name()).isEqualTo("b"));
    assertThat(Slim.isSame(Slim.of(whole), Slim.of(whole))).isTrue();
    assertThat(Slim.of(Slim.of(whole))).isEqualTo(Slim.of(whole));
  }

  @Test
  void pod_keepsWhatTellsWhyItIsNotReady() {
    GenericKubernetesResource slim = Slim.of(object(POD));
    assertThat(slim.getAdditionalProperties().get("spec"))
        .isEqualTo(Map.of("imagePullSecrets", List.of(Map.of("name", "pull"))));
    assertThat(PodTrouble.of(Lives.of(CLIENT, slim)))
        .isEqualTo(PodTrouble.of(Lives.of(CLIENT, object(POD))))
        .hasValueSatisfying(
            trouble -> assertThat(trouble.reason()).isEqualTo(Reason.IMAGE_NOT_PULLED));
  }

  @ParameterizedTest
  @CsvSource({
    "podIP: 10.0.0.1, podIP: 10.0.0.2, false",
    "restartCount: 3, restartCount: 4, false",
    "resourceVersion: \"7\", resourceVersion: \"8\", true",
    "ready: false, ready: true, false",
    "no such image, no such registry, false",
    "exitCode: 3, exitCode: 4, false",
    "phase: Pending, phase: Running, false",
    "stack: demo, stack: other, false"
  })
  void pod_isSame_ifNothingThatIsReadChanged(String before, String now, boolean same) {
    assertThat(Slim.isSame(Slim.of(object(POD)), Slim.of(object(POD.replace(before, now)))))
        .isEqualTo(same);
  }

  @Test
  void workload_keepsItsCountsAndOnlyOurFields() {
    GenericKubernetesResource whole = object(DEPLOYMENT);
    LiveObject slim = Lives.of(CLIENT, Slim.of(whole));
    assertThat(Workload.of(slim)).isEqualTo(Workload.of(Lives.of(CLIENT, whole)));
    assertThat(slim.text("spec", "template")).isEmpty();
    assertThat(slim.items("metadata", "managedFields")).hasSize(1);
    assertThat(whole.<Object>get("spec", "template")).isNotNull();
  }

  @Test
  void fieldsThatAreOurs_areToldApart_whereverTheObjectCameFrom() {
    GenericKubernetesResource whole = object(DEPLOYMENT);
    GenericKubernetesResource other = object(DEPLOYMENT.replace("f:replicas", "f:paused"));
    Object ours = Lives.of(CLIENT, whole).items("metadata", "managedFields");
    assertThat(Lives.of(CLIENT, Slim.of(whole)).items("metadata", "managedFields")).isEqualTo(ours);
    assertThat(Lives.of(CLIENT, Slim.of(other)).items("metadata", "managedFields"))
        .isNotEqualTo(ours);
  }

  @Test
  void revisionOfAStatefulSet_isEmpty_ofAStackIsWhole() {
    String revision =
        """
        apiVersion: apps/v1
        kind: ControllerRevision
        metadata: {name: a, labels: {%s: "1"}}
        data: {spec: {}}
        """;
    assertThat(Slim.of(object(revision.formatted("mcpstack.dev/revision"))).<Object>get("data"))
        .isNotNull();
    assertThat(Slim.of(object(revision.formatted("app"))).<Object>get("data")).isNull();
  }
}
