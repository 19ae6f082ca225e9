package dev.mcpstack.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.api.HttpEdge;
import dev.mcpstack.testkit.controllers.Autoscaling;
import dev.mcpstack.testkit.controllers.Controllers;
import dev.mcpstack.testkit.controllers.Pods;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.faults.CallLog;
import dev.mcpstack.testkit.faults.Faults;
import dev.mcpstack.testkit.node.Addresses;
import dev.mcpstack.testkit.node.Node;
import dev.mcpstack.testkit.node.Programs;
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
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  /** The first two numbers of the addresses of Services that nobody can reach. */
  private static final String NOWHERE = "10.96";

  private final VirtualClock clock;
  private final ObjectStore store = new ObjectStore();
  private final ResourceTypes types = new ResourceTypes();
  private final Registry registry;
  private final Rbac rbac = new Rbac(store, types);
  private final Faults faults = new Faults();
  private final CallLog calls = new CallLog();
  private final HttpEdge edge;
  private final Pods pods = new Pods();
  private final Autoscaling autoscaling = new Autoscaling();
  private final Controllers controllers;
  private final Optional<LiveNode> live;
  private final List<KubernetesClient> clients = new CopyOnWriteArrayList<>();

  /** A cluster that does something only when it is told to settle, and whose pods are words. */
  public FakeKubernetes() {
    this(Optional.empty());
  }

  /**
   * A cluster that does all it can all the time, on the clock of this machine, and whose pods are
   * processes. Linux alone.
   */
  public FakeKubernetes(Programs programs) {
    this(Optional.of(programs));
  }

  private FakeKubernetes(Optional<Programs> programs) {
    boolean processes = programs.isPresent();
    Optional<Addresses> addresses = programs.map(_ -> new Addresses());
    clock = processes ? new VirtualClock(Clock.systemUTC()) : new VirtualClock();
    String services = addresses.map(Addresses::net).orElse(NOWHERE);
    ClusterKinds kinds = new ClusterKinds(types, store, clock, services, processes);
    registry = new Registry(store, types, kinds, clock);
    edge = new HttpEdge(store, types, registry, rbac, faults, calls);
    World world = new World(store, types, registry, clock);
    controllers = new Controllers(world, pods, autoscaling, processes);
    for (String namespace : List.of("default", "kube-system")) {
      createNamespace(namespace);
    }
    install(STORAGE);
    live =
        addresses.map(net ->
            new LiveNode(world, store, controllers, programs.orElseThrow(), net, edge.url()));
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

  /**
   * The node on which pods are processes.
   *
   * @throws IllegalStateException where pods are words, and where the node has failed
   */
  public Node node() {
    return live.orElseThrow(() -> new IllegalStateException("no pod is a process here")).node();
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
    try {
      live.ifPresent(LiveNode::close);
    } finally {
      edge.close();
    }
  }
}
