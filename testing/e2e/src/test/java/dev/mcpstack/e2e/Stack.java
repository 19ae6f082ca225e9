package dev.mcpstack.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** A stack of a run, as a person sees it. */
final class Stack {
  /** Who writes what the suite writes. */
  static final String MANAGER = "mcpstack-e2e";

  static final int PORT = 8080;

  /** Images are pulled, JVMs start. */
  private static final Duration READY = Duration.ofMinutes(10);

  private static final ResourceDefinitionContext KIND =
      new ResourceDefinitionContext.Builder()
          .withGroup("mcpstack.dev")
          .withVersion("v1alpha1")
          .withKind("McpStack")
          .withPlural("mcpstacks")
          .withNamespaced(true)
          .build();

  private final Suite suite;
  private final String namespace;
  private final String name;

  Stack(Suite suite, String namespace, String name) {
    this.suite = suite;
    this.namespace = namespace;
    this.name = name;
  }

  /** Stacks, whatever version of the definition the client was built with. */
  static MixedOperation<
          GenericKubernetesResource,
          GenericKubernetesResourceList,
          Resource<GenericKubernetesResource>>
      resources(KubernetesClient client) {
    return client.genericKubernetesResources(KIND);
  }

  String namespace() {
    return namespace;
  }

  String name() {
    return name;
  }

  /** The suite's own stack: a file of orders in a ConfigMap. {@code more} is added to its spec. */
  String yaml(String more) {
    String storage =
        suite.storageClass().map(each -> "storage: {className: " + each + "}").orElse("");
    return Templates.fill("shop.yaml", Map.of("name", name, "storage", storage, "more", more));
  }

  /** As {@code kubectl apply --server-side}. */
  void apply(String yaml) {
    for (HasMetadata object : load(suite.client(), yaml)) {
      suite
          .client()
          .resource(object)
          .inNamespace(namespace)
          .fieldManager(MANAGER)
          .forceConflicts()
          .serverSideApply();
    }
    suite.report().say("applied " + name + " in " + namespace);
  }

  static List<HasMetadata> load(KubernetesClient client, String yaml) {
    return client.load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8))).items();
  }

  Resource<GenericKubernetesResource> resource() {
    return resources(suite.client()).inNamespace(namespace).withName(name);
  }

  /** The Service that agents find. */
  ServiceResource<Service> endpoint() {
    return suite.client().services().inNamespace(namespace).withName(name);
  }

  /** Merges JSON into it. */
  void patch(String json) {
    resource().patch(PatchContext.of(PatchType.JSON_MERGE), json);
  }

  Condition condition(String type) {
    return Condition.of(resource().require(), type)
        .orElse(new Condition(type, "Unknown", "", "there is no such condition", ""));
  }

  /** Waits until the operator has looked at the newest specification and all is there. */
  void becomesReady() {
    becomes("ready", READY, stack -> condition(stack, "Ready", "True", "Ready"));
  }

  /** Waits until agents find the tools of both servers, which the gateway learns of by asking. */
  void serves() {
    suite
        .waiting()
        .until(
            "the tools of " + name,
            READY,
            () -> {
              try (Tunnel tunnel = tunnel();
                  Agent agent = agent(tunnel)) {
                List<String> tools = agent.tools();
                return tools.contains("execute_query") && tools.contains("summarize")
                    ? Seen.yes(tools.toString())
                    : Seen.notYet(tools.toString());
              }
            });
  }

  void becomes(String what, Duration atMost, Look look) {
    suite
        .waiting()
        .until(
            "stack " + name + " to be " + what,
            atMost,
            () -> {
              GenericKubernetesResource stack = resource().require();
              String seen = Condition.of(stack) + " | " + Pods.text(suite.client(), namespace);
              return observed(stack) && look.shows(stack) ? Seen.yes(what) : Seen.notYet(seen);
            });
  }

  /** Whether something is so. */
  @FunctionalInterface
  interface Look {
    boolean shows(GenericKubernetesResource stack);
  }

  static boolean condition(
      GenericKubernetesResource stack, String type, String status, String reason) {
    return Condition.of(stack, type)
        .filter(each -> each.status().equals(status) && each.reason().equals(reason))
        .isPresent();
  }

  private static boolean observed(GenericKubernetesResource stack) {
    return stack.getAdditionalProperties().get("status") instanceof Map<?, ?> status
        && String.valueOf(stack.getMetadata().getGeneration())
            .equals(String.valueOf(status.get("observedGeneration")));
  }

  /** The revision that serves. */
  String activeRevision() {
    return resource().require().getAdditionalProperties().get("status") instanceof Map<?, ?> status
        ? String.valueOf(status.get("activeRevision"))
        : "";
  }

  /** Pods of a role of it, such as {@code gateway} or {@code tokens}. */
  List<Pod> pods(String role) {
    return suite
        .client()
        .pods()
        .inNamespace(namespace)
        .withLabels(Map.of("mcpstack.dev/stack", name, "mcpstack.dev/role", role))
        .list()
        .getItems();
  }

  /** The one pod of a role that answers; waits for it. */
  Pod pod(String role) {
    suite
        .waiting()
        .until(
            "a ready pod " + role,
            READY,
            () ->
                pods(role).stream().anyMatch(Pods::isReady)
                    ? Seen.yes("ready")
                    : Seen.notYet(Pods.text(pods(role))));
    return pods(role).stream().filter(Pods::isReady).findFirst().orElseThrow();
  }

  /** Kills a pod as a node that is lost does: nothing in it is told. */
  void kill(Pod pod) {
    suite
        .client()
        .pods()
        .inNamespace(namespace)
        .withName(pod.getMetadata().getName())
        .withGracePeriod(0)
        .delete();
    suite.report().say("killed " + pod.getMetadata().getName());
  }

  Optional<String> secret(String secret, String key) {
    return Optional.ofNullable(
            suite.client().secrets().inNamespace(namespace).withName(secret).get())
        .map(found -> found.getData().get(key))
        .map(text -> new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8));
  }

  /** The first of the bearer keys. */
  String key() {
    return secret(name + "-keys", "default").orElseThrow().strip();
  }

  /** Believes the authority as it is now. */
  SSLContext trust() {
    return Trust.of(secret(name + "-ca", "ca.crt").orElseThrow());
  }

  Tunnel tunnel() {
    return new Tunnel(suite.client(), namespace, name, PORT);
  }

  Agent agent(Tunnel tunnel) {
    return new Agent(tunnel.address(), key(), trust());
  }
}
