package dev.mcpstack.operator.runtime;

import static org.awaitility.Awaitility.await;

import dev.mcpstack.operator.apply.Kinds;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.testkit.FakeKubernetes;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A stack from its creation to its deletion, in a namespace of its own. */
final class Life {
  private static final Duration LONGEST = Duration.ofMinutes(10);
  private final FakeKubernetes kubernetes;
  private final KubernetesClient user;
  private final String namespace;

  Life(Installation where, String namespace) {
    this.kubernetes = where.kubernetes;
    this.user = where.user;
    this.namespace = namespace;
  }

  /**
   * Lives all of it: made, ready, changed, ready with the second revision, deleted, gone.
   *
   * @return what there was of it before it was deleted
   */
  Map<String, Object> whole() {
    create();
    becomesReady(1);
    write("0.2.0");
    becomesReady(2);
    Map<String, Object> objects = objects();
    delete();
    return objects;
  }

  void create() {
    kubernetes.createNamespace(namespace);
    write("0.1.0");
  }

  private void write(String release) {
    kubernetes.install(
        """
        apiVersion: mcpstack.dev/v1alpha1
        kind: McpStack
        metadata: {name: demo, namespace: %s}
        spec:
          release: %s
          rollout: {observation: 0s, drainLimit: 0s}
          sources: [{name: samples, type: Files, files: [{table: weather, path: /data/weather.csv}]}]
        """
            .formatted(namespace, release));
  }

  void becomesReady(int revision) {
    String prefix = "demo-r" + revision + "-";
    Set<String> wanted = Set.of(prefix + "datascience", prefix + "gateway", prefix + "localdata");
    eventually(
        "ready with revision " + revision,
        () ->
            isReady(revision)
                && selected().equals("" + revision)
                && deployments().equals(wanted)
                && isAlone(revision));
  }

  /** Whether nothing of another cell is left but its release: Deployments are not all of it. */
  private boolean isAlone(int revision) {
    return all()
        .filter(object -> !object.getKind().equals("ControllerRevision"))
        .flatMap(object -> Stream.ofNullable(object.getMetadata().getLabels().get(Labels.REVISION)))
        .allMatch(("" + revision)::equals);
  }

  private void delete() {
    user.resources(StackResource.class).inNamespace(namespace).withName("demo").delete();
    eventually(
        "gone",
        () ->
            all().findAny().isEmpty()
                && user.pods().inNamespace(namespace).list().getItems().isEmpty());
    user.namespaces().withName(namespace).delete();
  }

  private void eventually(String what, Callable<Boolean> holds) {
    await(namespace + " is " + what)
        .atMost(LONGEST)
        .pollInterval(Duration.ofMillis(100))
        .until(holds);
  }

  /** Whether its status says so, of the specification as it is. */
  boolean isReady(int generation) {
    return Trees.at(status(), "conditions").stream()
        .flatMap(conditions -> ((List<?>) conditions).stream())
        .filter(each -> Trees.at(each, "type").filter("Ready"::equals).isPresent())
        .filter(each -> Trees.at(each, "reason").filter("Ready"::equals).isPresent())
        .anyMatch(each ->
            Trees.at(each, "observedGeneration").filter(n -> n.equals(generation)).isPresent());
  }

  @Nullable Map<String, Object> status() {
    return user.resources(StackResource.class)
        .inNamespace(namespace)
        .withName("demo")
        .get()
        .getStatus();
  }

  private String selected() {
    return user.services()
        .inNamespace(namespace)
        .withName("demo")
        .get()
        .getSpec()
        .getSelector()
        .getOrDefault(Labels.REVISION, "");
  }

  private Set<String> deployments() {
    Set<String> names = new TreeSet<>();
    user.apps()
        .deployments()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(each -> names.add(each.getMetadata().getName()));
    return names;
  }

  private Stream<GenericKubernetesResource> all() {
    return Stream.concat(
            Stream.of(new Kinds("v1", "Secret", "secrets", false)), Kinds.watchedKinds())
        .filter(kind -> !kind.kind().equals("Pod"))
        .flatMap(kind ->
            user
                .genericKubernetesResources(kind.apiVersion(), kind.kind())
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream());
  }

  /** All that was asked for; what is drawn or counted anew each time is left out. */
  private Map<String, Object> objects() {
    Map<String, Object> objects = new TreeMap<>();
    all()
        .filter(object -> !object.getKind().equals("Job")) // Named after the time.
        .filter(object ->
            !object.getKind().equals("ControllerRevision")
                || object.getMetadata().getLabels().containsKey(Labels.REVISION))
        .forEach(object ->
            objects.put(object.getKind() + " " + object.getMetadata().getName(), wanted(object)));
    return objects;
  }

  private String wanted(GenericKubernetesResource object) {
    Object body =
        switch (object.getKind()) {
          case "Secret" -> keys(object.<Map<String, Object>>get("data"));
          case "StatefulSet" -> object.get("spec", "template", "spec");
          case "Service" -> List.of(object.get("spec", "selector"), object.get("spec", "ports"));
          case "ConfigMap", "ControllerRevision" -> object.get("data");
          case "ServiceAccount" -> "";
          default -> object.get("spec");
        };
    return object.getMetadata().getLabels() + " " + String.valueOf(body).replace(namespace, "NS");
  }

  private static Set<String> keys(Map<String, Object> data) {
    return new TreeSet<>(data.keySet());
  }
}
