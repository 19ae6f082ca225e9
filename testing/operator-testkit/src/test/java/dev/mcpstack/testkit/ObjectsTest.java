package dev.mcpstack.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectsTest {
  private final FakeKubernetes kubernetes = new FakeKubernetes();
  private final KubernetesClient client = kubernetes.client();

  @AfterEach
  void close() {
    kubernetes.close();
  }

  private ConfigMap create(String name, Map<String, String> labels) {
    return client.resource(map(name, labels)).create();
  }

  private static ConfigMap map(String name, Map<String, String> labels) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .withLabels(labels)
        .endMetadata()
        .addToData("key", "value")
        .build();
  }

  private KubernetesClientException refused(Runnable action) {
    return catchThrowableOfType(KubernetesClientException.class, action::run);
  }

  @Test
  void create_twice_alreadyExists() {
    create("a", Map.of());

    KubernetesClientException refused = refused(() -> create("a", Map.of()));

    assertThat(refused.getCode()).isEqualTo(409);
    assertThat(refused.getStatus().getReason()).isEqualTo("AlreadyExists");
    assertThat(refused.getStatus().getMessage()).isEqualTo("configmaps \"a\" already exists");
  }

  @Test
  void create_generateName_getsASuffix() {
    ConfigMap made =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withGenerateName("run-")
                    .withNamespace("default")
                    .endMetadata()
                    .build())
            .create();

    assertThat(made.getMetadata().getName()).matches("run-[a-z0-9]{5}");
  }

  @Test
  void create_unknownNamespace_notFound() {
    ConfigMap lost = map("a", Map.of());
    lost.getMetadata().setNamespace("nowhere");

    assertThat(refused(() -> client.resource(lost).create()).getStatus().getMessage())
        .isEqualTo("namespaces \"nowhere\" not found");
  }

  @Test
  void update_staleVersion_conflicts() {
    ConfigMap first = create("a", Map.of());
    client
        .configMaps()
        .withName("a")
        .edit(map -> new ConfigMapBuilder(map).addToData("b", "2").build());

    KubernetesClientException refused = refused(() -> client.resource(first).update());

    assertThat(refused.getCode()).isEqualTo(409);
    assertThat(refused.getStatus().getReason()).isEqualTo("Conflict");
  }

  @Test
  void patches_ofEveryForm_change() {
    create("a", Map.of());
    client
        .configMaps()
        .withName("a")
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"data\":{\"b\":\"2\",\"key\":null}}");
    client
        .configMaps()
        .withName("a")
        .patch(
            PatchContext.of(PatchType.JSON),
            "[{\"op\":\"add\",\"path\":\"/data/c\",\"value\":\"3\"}]");

    ConfigMap patched =
        client
            .configMaps()
            .withName("a")
            .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), "{\"data\":{\"d\":\"4\"}}");

    assertThat(patched.getData()).isEqualTo(Map.of("b", "2", "c", "3", "d", "4"));
  }

  @Test
  void status_isApart_fromTheRest() {
    Deployment made = client.resource(ServerSideApplyTest.deployment()).create();
    made.setStatus(new DeploymentStatusBuilder().withReadyReplicas(1).build());
    made.getSpec().setReplicas(7);

    Deployment byStatus = client.resource(made).updateStatus();
    byStatus.setStatus(new DeploymentStatusBuilder().withReadyReplicas(9).build());
    byStatus.getSpec().setReplicas(3);
    Deployment byMain = client.resource(byStatus).update();

    assertThat(byMain.getStatus().getReadyReplicas()).isEqualTo(1);
    assertThat(byMain.getSpec().getReplicas()).isEqualTo(3);
    assertThat(byMain.getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void statusApplied_ownsOnlyStatus() {
    client.resource(ServerSideApplyTest.deployment()).create();
    Deployment status = ServerSideApplyTest.deployment();
    status.getSpec().setReplicas(9);
    status.setStatus(new DeploymentStatusBuilder().withReplicas(4).build());

    PatchContext apply =
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("s")
            .withForce(true)
            .build();

    Deployment applied = client.resource(status).subresource("status").patch(apply);

    assertThat(applied.getSpec().getReplicas()).isEqualTo(1);
    assertThat(applied.getStatus().getReplicas()).isEqualTo(4);
    assertThat(applied.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(applied.getMetadata().getManagedFields())
        .anySatisfy(entry -> {
          assertThat(entry.getManager()).isEqualTo("s");
          assertThat(entry.getSubresource()).isEqualTo("status");
        });
  }

  @Test
  void generation_countsOnlyTheSpecification() {
    client.resource(ServerSideApplyTest.deployment()).create();

    Deployment labelled =
        client
            .apps()
            .deployments()
            .withName("web")
            .patch(
                PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"labels\":{\"x\":\"y\"}}}");

    assertThat(labelled.getMetadata().getGeneration()).isEqualTo(1);
    assertThat(client.apps().deployments().withName("web").scale(4).getMetadata().getGeneration())
        .isEqualTo(2);
  }

  @Test
  void delete_withFinalizer_waitsForIt() {
    ConfigMap held = map("a", Map.of());
    held.getMetadata().setFinalizers(List.of("x/y"));
    client.resource(held).create();
    client.configMaps().withName("a").delete();

    ConfigMap marked = client.configMaps().withName("a").get();
    assertThat(marked.getMetadata().getDeletionTimestamp()).isNotNull();
    assertThat(refused(() -> finalizers(marked, List.of("x/y", "z/z"))).getMessage())
        .contains("no new finalizers can be added");

    finalizers(marked, List.of());
    assertThat(client.configMaps().withName("a").get()).isNull();
  }

  private void finalizers(ConfigMap map, List<String> finalizers) {
    client
        .resource(
            new ConfigMapBuilder(map)
                .editMetadata()
                .withFinalizers(finalizers)
                .endMetadata()
                .build())
        .update();
  }

  @Test
  void selectors_ofLabels_choose() {
    create("a", Map.of("tier", "one"));
    create("b", Map.of("tier", "two"));
    create("c", Map.of());

    assertThat(selected("tier=one")).containsExactly("a");
    assertThat(selected("tier!=one")).containsExactly("b", "c");
    assertThat(selected("tier in (one,two)")).containsExactly("a", "b");
    assertThat(selected("tier notin (one)")).containsExactly("b", "c");
    assertThat(selected("tier")).containsExactly("a", "b");
    assertThat(selected("!tier")).containsExactly("c");
  }

  private List<String> selected(String selector) {
    return client
        .configMaps()
        .inNamespace("default")
        .list(new ListOptionsBuilder().withLabelSelector(selector).build())
        .getItems()
        .stream()
        .map(map -> map.getMetadata().getName())
        .toList();
  }

  @Test
  void selectors_ofFields_choose() {
    create("a", Map.of());
    create("b", Map.of());

    assertThat(
            client.configMaps().inAnyNamespace().withField("metadata.name", "b").list().getItems())
        .hasSize(1);
    assertThat(
            client
                .configMaps()
                .inAnyNamespace()
                .withField("metadata.namespace", "other")
                .list()
                .getItems())
        .isEmpty();
  }

  @Test
  void deleteCollection_bySelector_deletesThoseOnly() {
    create("a", Map.of("tier", "one"));
    create("b", Map.of());

    client.configMaps().withLabel("tier", "one").delete();

    assertThat(selected("")).containsExactly("b");
  }

  @Test
  void watch_fromNow_tellsOfEveryChange() {
    create("a", Map.of("x", "y"));
    List<String> events = new CopyOnWriteArrayList<>();

    try (Watch _ = client.configMaps().withLabel("x", "y").watch(recorder(events))) {
      await().until(() -> events.size() == 1);
      create("b", Map.of());
      client
          .configMaps()
          .withName("a")
          .edit(map -> new ConfigMapBuilder(map).addToData("b", "2").build());
      client.configMaps().withName("a").delete();
      await().until(() -> events.size() == 3);
    }

    assertThat(events).containsExactly("ADDED a", "MODIFIED a", "DELETED a");
  }

  @Test
  void informer_watchesExpired_listsAgain() {
    try (SharedIndexInformer<ConfigMap> informer =
        client.configMaps().inNamespace("default").inform()) {
      create("a", Map.of());
      await().until(() -> informer.getStore().list().size() == 1);
      kubernetes.expireWatches();
      create("b", Map.of());

      await().until(() -> informer.getStore().list().size() == 2);
    }
  }

  @Test
  void informer_ofAClientThatWantsWebSockets_fallsBack() {
    Config config = kubernetes.config("admin");
    config.setOnlyHttpWatches(false);
    try (KubernetesClient other = new KubernetesClientBuilder().withConfig(config).build();
        SharedIndexInformer<ConfigMap> informer =
            other.configMaps().inNamespace("default").inform()) {
      create("a", Map.of());

      await().until(() -> informer.getStore().list().size() == 1);
    }
  }

  private static Watcher<ConfigMap> recorder(List<String> events) {
    return new Watcher<>() {
      @Override
      public void eventReceived(Action action, ConfigMap map) {
        events.add(action + " " + map.getMetadata().getName());
      }

      @Override
      public void onClose(WatcherException cause) {
        events.add("closed");
      }
    };
  }

  @Test
  void names_thatAreNone_areRefused() {
    assertThat(refused(() -> create("Not_A_Name", Map.of())).getStatus().getMessage())
        .startsWith(
            "ConfigMap \"Not_A_Name\" is invalid: metadata.name: Invalid value: \"Not_A_Name\": a lowercase RFC 1123");
    assertThat(refused(() -> create("a", Map.of("x", "y".repeat(64)))).getStatus().getMessage())
        .contains("metadata.labels: Invalid value: ", "must be no more than 63 bytes");
  }

  @Test
  void service_isCompleted_andKeepsItsAddress() {
    Service made =
        client
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName("web")
                    .withNamespace("default")
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();

    assertThat(made.getSpec().getClusterIP()).startsWith("10.96.");
    assertThat(made.getSpec().getPorts().getFirst().getTargetPort().getIntVal()).isEqualTo(80);
    made.getSpec().setClusterIP("10.96.9.9");
    assertThat(refused(() -> client.resource(made).update()).getMessage())
        .contains("may not change once set");
  }

  @Test
  void immutableThings_cannotChange() {
    ConfigMap fixed = new ConfigMapBuilder(map("a", Map.of())).withImmutable(true).build();
    ConfigMap made = client.resource(fixed).create();
    made.getData().put("key", "other");
    assertThat(refused(() -> client.resource(made).update()).getMessage())
        .contains("data: Forbidden: field is immutable when `immutable` is set");

    Deployment deployment = client.resource(ServerSideApplyTest.deployment()).create();
    deployment.getSpec().getSelector().setMatchLabels(Map.of("app", "other"));
    deployment.getSpec().getTemplate().getMetadata().setLabels(Map.of("app", "other"));
    assertThat(refused(() -> client.resource(deployment).update()).getMessage())
        .contains("field is immutable");
  }

  @Test
  void unknownResource_isNotFound() {
    KubernetesClientException refused =
        refused(() -> client.raw("/apis/no.such/v1/things", "GET", null));

    assertThat(refused.getCode()).isEqualTo(404);
  }

  @Test
  void discovery_tellsWhatIsServed() {
    assertThat(client.hasApiGroup("apps", true)).isTrue();
    assertThat(client.hasApiGroup("monitoring.coreos.com", true)).isFalse();
    assertThat(client.getApiResources("apps/v1").getResources())
        .anySatisfy(resource -> assertThat(resource.getName()).isEqualTo("deployments"));
    assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("33");
  }
}
