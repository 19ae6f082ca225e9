package dev.mcpstack.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.api.HttpEdge;
import dev.mcpstack.testkit.controllers.Autoscaling;
import dev.mcpstack.testkit.controllers.Controllers;
import dev.mcpstack.testkit.controllers.Pods;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.faults.CallLog;
import dev.mcpstack.testkit.faults.Faults;
import dev.mcpstack.testkit.rbac.Rbac;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectStore;
import dev.mcpstack.testkit.store.Registry;
import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.ResourceTypes;
import dev.mcpstack.testkit.store.Writer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A cluster in memory, on a free port of loopback. It has the namespaces {@code default} and {@code
 * kube-system}, and no node.
 */
public final class FakeKubernetes implements AutoCloseable {
  /** Who a test is itself: everything is allowed. */
  public static final String ADMIN = "admin";

  private static final String STORAGE =
      """
      apiVersion: storage.k8s.io/v1
      kind: StorageClass
      metadata:
        name: standard
        annotations: {storageclass.kubernetes.io/is-default-class: "true"}
      provisioner: fake
      """;

  private final VirtualClock clock = new VirtualClock();
  private final ObjectStore store = new ObjectStore();
  private final ResourceTypes types = new ResourceTypes();
  private final Registry registry =
      new Registry(store, types, new ClusterKinds(types, store, clock), clock);
  private final Rbac rbac = new Rbac(store, types);
  private final Faults faults = new Faults();
  private final CallLog calls = new CallLog();
  private final HttpEdge edge = new HttpEdge(store, types, registry, rbac, faults, calls);
  private final Pods pods = new Pods();
  private final Autoscaling autoscaling = new Autoscaling();
  private final Controllers controllers =
      new Controllers(new World(store, types, registry, clock), pods, autoscaling);
  private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();

  public FakeKubernetes() {
    for (String namespace : List.of("default", "kube-system")) {
      createNamespace(namespace);
    }
    install(STORAGE);
  }

  /** A client that may do everything; closed with the cluster. */
  public KubernetesClient client() {
    return client(ADMIN);
  }

  /** A client of a user; closed with the cluster. Failed calls aren't repeated. */
  public KubernetesClient client(String user) {
    KubernetesClient client =
        new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder(config(user)).withRequestRetryBackoffLimit(0).build())
            .build();
    clients.add(client);
    return client;
  }

  /**
   * The configuration of a user's client, with all settings that matter in production as they are
   * by default.
   */
  public Config config(String user) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(edge.url())
            .withOauthToken(user)
            .withNamespace("default")
            .build();
    config.setOnlyHttpWatches(true);
    return config;
  }

  public String url() {
    return edge.url();
  }

  /** The time of creation stamps and of the fake controllers. */
  public VirtualClock clock() {
    return clock;
  }

  /** What becomes of pods. */
  public Pods pods() {
    return pods;
  }

  /** What load makes of replicas. */
  public Autoscaling autoscaling() {
    return autoscaling;
  }

  /** Lets the cluster do by itself all that it can do at this time of its clock. */
  public void settle() {
    controllers.settle();
  }

  /** Goes on by a while and settles. */
  public void advance(Duration duration) {
    clock.advance(duration);
    settle();
  }

  public Faults faults() {
    return faults;
  }

  public CallLog calls() {
    return calls;
  }

  public Rbac rbac() {
    return rbac;
  }

  public void createNamespace(String name) {
    ObjectNode namespace = Json.object().put("apiVersion", "v1").put("kind", "Namespace");
    Json.child(namespace, "metadata").put("name", name);
    registry.create(types.named("namespaces"), "", namespace, Writer.named("testkit"));
  }

  /**
   * Applies all objects of a YAML text in its order: definitions, roles, whole charts. Objects
   * without a namespace come into {@code default}.
   *
   * @throws ApiException as a client would be refused
   */
  public void install(String yaml) {
    for (ObjectNode object : Json.documents(yaml)) {
      String apiVersion = Json.text(object, "apiVersion");
      String kind = Json.text(object, "kind");
      ResourceType type =
          types
              .ofKind(apiVersion, kind)
              .orElseThrow(
                  () -> ApiException.badRequest("no resource for " + apiVersion + " " + kind));
      String namespace = Json.at(object, "metadata", "namespace").asText("default");
      registry.apply(
          type,
          namespace,
          Json.text(object, "metadata", "name"),
          Json.normal(object),
          "",
          new Writer("install", true, false));
    }
  }

  /**
   * Ends all watches with 410 and forgets what was before, as an API server does that compacted its
   * history.
   */
  public void expireWatches() {
    store.expireWatches();
  }

  /** Ends all watches in order, as an API server does now and then. */
  public void endWatches() {
    store.endWatches();
  }

  @Override
  public void close() {
    clients.forEach(KubernetesClient::close);
    edge.close();
  }
}
