package dev.mcpstack.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.testkit.controllers.Pods.Fate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControllersTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web}
      spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
      """;
  private static final String STATEFUL_SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db}
      spec:
        replicas: 2
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}}
          spec:
            containers: [{name: main, image: "db:1", volumeMounts: [{name: data, mountPath: /data}]}]
            volumes: []
        volumeClaimTemplates:
        - metadata: {name: data}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;
  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: once}
      spec:
        backoffLimit: 1
        template:
          spec: {restartPolicy: Never, containers: [{name: main, image: "job:1"}]}
      """;

  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient client = kubernetes.client();

  @AfterEach
  void close() {
    kubernetes.close();
  }

  private Deployment deploy(int replicas) {
    Deployment deployment = ServerSideApplyTest.deployment();
    deployment.getSpec().setReplicas(replicas);
    client.resource(deployment).fieldManager("test").forceConflicts().serverSideApply();
    kubernetes.settle();
    return deployment();
  }

  private Deployment deployment() {
    return client.apps().deployments().withName("web").get();
  }

  private void image(String image) {
    Deployment deployment = deployment();
    deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage(image);
    client.resource(deployment).update();
    kubernetes.settle();
  }

  private DeploymentCondition condition(String type) {
    return deployment().getStatus().getConditions().stream()
        .filter(condition -> condition.getType().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private List<Pod> pods() {
    return client.pods().inNamespace("default").list().getItems();
  }

  private List<String> warnings() {
    return client.v1().events().inAnyNamespace().list().getItems().stream()
        .map(Event::getReason)
        .toList();
  }

  @Test
  void deployment_created_becomesAvailable() {
    Deployment deployment = deploy(3);

    assertThat(deployment.getStatus().getAvailableReplicas()).isEqualTo(3);
    assertThat(deployment.getStatus().getObservedGeneration()).isEqualTo(1);
    assertThat(condition("Progressing").getReason()).isEqualTo("NewReplicaSetAvailable");
    assertThat(pods())
        .hasSize(3)
        .allSatisfy(pod -> {
          assertThat(pod.getMetadata().getLabels()).containsKey("pod-template-hash");
          assertThat(pod.getStatus().getPhase()).isEqualTo("Running");
        });
  }

  @Test
  void settled_again_changesNothing() {
    deploy(3);
    kubernetes.install(SERVICE);
    kubernetes.install(STATEFUL_SET);
    kubernetes.install(JOB);
    kubernetes.settle();
    String before = client.pods().inAnyNamespace().list().getMetadata().getResourceVersion();

    kubernetes.advance(Duration.ofMinutes(30));

    assertThat(client.pods().inAnyNamespace().list().getMetadata().getResourceVersion())
        .isEqualTo(before);
  }

  @Test
  void deployment_newImage_rolls() {
    deploy(3);

    image("web:2");

    assertThat(pods())
        .hasSize(3)
        .allSatisfy(pod ->
            assertThat(pod.getSpec().getContainers().getFirst().getImage()).isEqualTo("web:2"));
    assertThat(deployment().getMetadata().getAnnotations())
        .containsEntry("deployment.kubernetes.io/revision", "2");
  }

  @Test
  void deployment_imageThatCannotBePulled_keepsTheOldPodsAndMissesItsDeadline() {
    deploy(3);
    kubernetes.pods().withImage("web:bad", Fate.IMAGE_PULL_FAILS);

    image("web:bad");

    assertThat(deployment().getStatus().getAvailableReplicas()).isEqualTo(3);
    assertThat(pods())
        .anySatisfy(pod ->
            assertThat(
                    pod.getStatus()
                        .getContainerStatuses()
                        .getFirst()
                        .getState()
                        .getWaiting()
                        .getReason())
                .isEqualTo("ImagePullBackOff"));
    kubernetes.advance(Duration.ofSeconds(601));
    assertThat(condition("Progressing").getReason()).isEqualTo("ProgressDeadlineExceeded");
    kubernetes.pods().heal();
    kubernetes.settle();
    assertThat(deployment().getStatus().getUpdatedReplicas()).isEqualTo(3);
    assertThat(condition("Progressing").getStatus()).isEqualTo("True");
  }

  @Test
  void pods_ofEveryFate_showIt() {
    kubernetes.pods().labelled("app=web", Fate.CRASH_LOOPS);
    deploy(1);
    assertThat(pods().getFirst().getStatus().getContainerStatuses().getFirst().getRestartCount())
        .isPositive();

    kubernetes.pods().labelled("app=web", Fate.NEVER_READY);
    kubernetes.settle();
    assertThat(pods().getFirst().getStatus().getPhase()).isEqualTo("Running");
    assertThat(deployment().getStatus().getAvailableReplicas()).isZero();
    assertThat(condition("Available").getStatus()).isEqualTo("False");
  }

  @Test
  void pod_withoutRoom_staysPending() {
    kubernetes.pods().labelled("app=web", Fate.UNSCHEDULABLE);

    deploy(1);

    assertThat(pods().getFirst().getSpec().getNodeName()).isNull();
    assertThat(warnings()).contains("FailedScheduling");
  }

  @Test
  void pod_slowToStart_isReadyWhenItsTimeHasCome() {
    kubernetes.pods().readyAfter(Duration.ofSeconds(30));
    assertThat(deploy(1).getStatus().getAvailableReplicas()).isZero();

    kubernetes.advance(Duration.ofSeconds(30));

    assertThat(deployment().getStatus().getAvailableReplicas()).isEqualTo(1);
  }

  @Test
  void pod_whoseSecretIsMissing_waitsForIt() {
    kubernetes.install(
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: needy}
        spec:
          containers: [{name: main, image: "a:1", envFrom: [{secretRef: {name: keys}}]}]
        """);
    kubernetes.settle();
    assertThat(client.pods().withName("needy").get().getStatus().getPhase()).isEqualTo("Pending");

    kubernetes.install("{apiVersion: v1, kind: Secret, metadata: {name: keys}}");
    kubernetes.settle();

    assertThat(client.pods().withName("needy").get().getStatus().getPhase()).isEqualTo("Running");
  }

  @Test
  void endpoints_areThePodsThatAreReady() {
    kubernetes.install(SERVICE);
    deploy(2);
    assertThat(endpoints()).hasSize(2).allMatch(endpoint -> endpoint.getConditions().getReady());

    kubernetes.pods().labelled("app=web", Fate.NEVER_READY);
    kubernetes.settle();

    assertThat(endpoints()).hasSize(2).noneMatch(endpoint -> endpoint.getConditions().getReady());
  }

  private List<Endpoint> endpoints() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .withLabel("kubernetes.io/service-name", "web")
        .list()
        .getItems()
        .getFirst()
        .getEndpoints();
  }

  @Test
  void statefulSet_hasNumberedPodsWhoseClaimsOutliveThem() {
    kubernetes.install(STATEFUL_SET);
    kubernetes.settle();

    assertThat(pods())
        .extracting(pod -> pod.getMetadata().getName())
        .containsExactly("db-0", "db-1");
    assertThat(statefulSet().getStatus().getReadyReplicas()).isEqualTo(2);
    client.apps().statefulSets().withName("db").scale(1);
    kubernetes.settle();
    assertThat(pods()).extracting(pod -> pod.getMetadata().getName()).containsExactly("db-0");
    client.apps().statefulSets().withName("db").delete();
    kubernetes.settle();
    assertThat(pods()).isEmpty();
    assertThat(client.persistentVolumeClaims().inNamespace("default").list().getItems())
        .extracting(claim -> claim.getMetadata().getName() + " " + claim.getStatus().getPhase())
        .containsExactly("data-db-0 Bound", "data-db-1 Bound");
  }

  private StatefulSet statefulSet() {
    return client.apps().statefulSets().withName("db").get();
  }

  @Test
  void claim_ofAnUnknownClass_holdsItsPodUp() {
    kubernetes.install(
        STATEFUL_SET.replace("accessModes:", "storageClassName: fast, accessModes:"));

    kubernetes.settle();

    assertThat(pods()).extracting(pod -> pod.getStatus().getPhase()).containsExactly("Pending");
    assertThat(warnings()).contains("ProvisioningFailed", "FailedScheduling");
  }

  @Test
  void job_runsToItsEnd() {
    kubernetes.install(JOB);
    kubernetes.settle();

    assertThat(job().getStatus().getSucceeded()).isEqualTo(1);
    assertThat(job().getStatus().getConditions().getFirst().getType()).isEqualTo("Complete");
  }

  @Test
  void job_beyondItsDeadline_failsAndItsPodGoes() {
    kubernetes.pods().withImage("job:1", Fate.NEVER_READY);
    kubernetes.install(JOB.replace("backoffLimit: 1", "activeDeadlineSeconds: 60"));
    kubernetes.settle();
    kubernetes.advance(Duration.ofSeconds(59));
    assertThat(job().getStatus().getActive()).isEqualTo(1);

    kubernetes.advance(Duration.ofSeconds(1));
    assertThat(job().getStatus().getConditions().getFirst().getReason())
        .isEqualTo("DeadlineExceeded");
    assertThat(client.pods().list().getItems()).isEmpty();
  }

  @Test
  void job_whosePolicyTakesACodeAsFinal_isNotTriedAgain() {
    String policy =
        "podFailurePolicy: {rules: [{action: FailJob, onExitCodes: {operator: In, values: [1]}}]}";
    kubernetes.pods().withImage("job:1", Fate.FAILS);
    kubernetes.install(JOB.replace("backoffLimit: 1", policy));
    kubernetes.settle();

    assertThat(job().getStatus().getConditions().getFirst().getReason())
        .isEqualTo("PodFailurePolicy");
    assertThat(client.pods().list().getItems()).hasSize(1);
  }

  @Test
  void job_thatFails_givesUp() {
    kubernetes.pods().withImage("job:1", Fate.FAILS);
    kubernetes.install(JOB);
    kubernetes.settle();

    assertThat(job().getStatus().getConditions().getFirst().getReason())
        .isEqualTo("BackoffLimitExceeded");
    assertThat(job().getStatus().getFailed()).isEqualTo(2);
  }

  private Job job() {
    return client.batch().v1().jobs().withName("once").get();
  }

  @Test
  void autoscaler_ownsTheReplicas() {
    Deployment plain = ServerSideApplyTest.deployment();
    client.resource(plain).fieldManager("test").serverSideApply();
    kubernetes.install(
        """
        apiVersion: autoscaling/v2
        kind: HorizontalPodAutoscaler
        metadata: {name: web}
        spec: {minReplicas: 2, maxReplicas: 4, scaleTargetRef: {kind: Deployment, apiVersion: apps/v1, name: web}}
        """);
    kubernetes.autoscaling().want("default", "web", 9);
    kubernetes.settle();

    client.resource(plain).fieldManager("test").serverSideApply();
    kubernetes.settle();

    assertThat(deployment().getSpec().getReplicas()).isEqualTo(4);
    assertThat(deployment().getStatus().getAvailableReplicas()).isEqualTo(4);
  }

  @Test
  void quota_exceeded_keepsPodsOut() {
    kubernetes.install(
        """
        apiVersion: v1
        kind: ResourceQuota
        metadata: {name: small}
        spec: {hard: {pods: "1"}}
        """);

    Deployment deployment = deploy(2);

    assertThat(pods()).hasSize(1);
    assertThat(deployment.getStatus().getConditions())
        .anySatisfy(condition ->
            assertThat(condition.getMessage())
                .contains(
                    "is forbidden: exceeded quota: small, requested: pods=1, used: pods=1, limited: pods=1"));
  }

  @Test
  void owner_deleted_takesWhatItOwnsAlong() {
    deploy(2);

    client.apps().deployments().withName("web").delete();
    kubernetes.settle();

    assertThat(pods()).isEmpty();
    assertThat(client.apps().replicaSets().inNamespace("default").list().getItems()).isEmpty();
  }

  @Test
  void owner_deletedInTheForeground_goesLast() {
    ConfigMap owner = client.resource(map("owner")).create();
    ConfigMap owned = map("owned");
    owned.getMetadata().setFinalizers(List.of("x/y"));
    owned =
        new ConfigMapBuilder(owned)
            .editMetadata()
            .addNewOwnerReference()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName("owner")
            .withUid(owner.getMetadata().getUid())
            .withBlockOwnerDeletion(true)
            .endOwnerReference()
            .endMetadata()
            .build();
    client.resource(owned).create();
    client
        .configMaps()
        .withName("owner")
        .withPropagationPolicy(DeletionPropagation.FOREGROUND)
        .delete();
    kubernetes.settle();
    assertThat(client.configMaps().withName("owner").get()).isNotNull();

    client
        .configMaps()
        .withName("owned")
        .edit(
            map -> new ConfigMapBuilder(map).editMetadata().withFinalizers().endMetadata().build());
    kubernetes.settle();

    assertThat(client.configMaps().withName("owner").get()).isNull();
    assertThat(client.configMaps().withName("owned").get()).isNull();
  }

  private static ConfigMap map(String name) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .build();
  }

  @Test
  void namespace_deleted_goesWithAllThatIsInIt() {
    kubernetes.createNamespace("team");
    client
        .resource(
            new ConfigMapBuilder(map("a"))
                .editMetadata()
                .withNamespace("team")
                .endMetadata()
                .build())
        .create();
    client.namespaces().withName("team").delete();
    assertThat(client.namespaces().withName("team").get().getStatus().getPhase())
        .isEqualTo("Terminating");

    kubernetes.settle();

    assertThat(client.namespaces().withName("team").get()).isNull();
    assertThat(client.configMaps().inNamespace("team").list().getItems()).isEmpty();
  }
}
