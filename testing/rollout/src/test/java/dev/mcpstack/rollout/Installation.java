package dev.mcpstack.rollout;

import dev.mcpstack.rollout.load.Endpoint;
import dev.mcpstack.testkit.FakeKubernetes;
import dev.mcpstack.testkit.node.Programs;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A cluster of processes with definition and operator installed, the operator by its chart. */
final class Installation implements AutoCloseable {
  static final String NAMESPACE = "default";
  private final FakeKubernetes kubernetes;
  private final KubernetesClient client;

  Installation(Programs programs) {
    kubernetes = new FakeKubernetes(programs);
    client = kubernetes.client();
    install(Path.of("../../crds/mcpstacks.mcpstack.dev.yaml"));
    install(Path.of("../../helm/install.yaml"));
  }

  private void install(Path file) {
    try {
      kubernetes.install(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FakeKubernetes kubernetes() {
    return kubernetes;
  }

  KubernetesClient client() {
    return client;
  }

  GenericKubernetesResource stack(String name) {
    return client
        .genericKubernetesResources("mcpstack.dev/v1alpha1", "McpStack")
        .inNamespace(NAMESPACE)
        .withName(name)
        .require();
  }

  /** Whether it is ready as it is specified now, which needs that the operator has looked. */
  boolean isReady(String name) {
    GenericKubernetesResource stack = stack(name);
    return Optional.ofNullable(stack.<List<Map<String, Object>>>get("status", "conditions"))
        .orElse(List.of())
        .stream()
        .anyMatch(each ->
            "Ready".equals(each.get("type"))
                && "True".equals(each.get("status"))
                && String.valueOf(each.get("observedGeneration"))
                    .equals(String.valueOf(stack.getMetadata().getGeneration())));
  }

  /** The revision that serves, as the Service says. */
  String serving(String name) {
    return client
        .services()
        .inNamespace(NAMESPACE)
        .withName(name)
        .require()
        .getSpec()
        .getSelector()
        .getOrDefault("mcpstack.dev/revision", "");
  }

  /** Something that a Secret holds. */
  String secret(String name, String key) {
    String encoded =
        client.secrets().inNamespace(NAMESPACE).withName(name).require().getData().get(key);
    return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
  }

  /** Where agents of a stack call, with a key that was generated for it. */
  Endpoint endpoint(String stack) {
    return new Endpoint(
        URI.create("https://" + stack + "." + NAMESPACE + ".svc:8080/mcp"),
        secret(stack + "-keys", "default").strip(),
        Agent.trust(secret(stack + "-ca", "ca.crt")));
  }

  /** An agent of a stack, with a key that was generated for it. */
  Agent agent(String stack) {
    return new Agent(
        "https://" + stack + "." + NAMESPACE + ".svc:8080",
        secret(stack + "-keys", "default").strip(),
        Agent.trust(secret(stack + "-ca", "ca.crt")));
  }

  /** Names of the pods of a Job that has ended, however it did. */
  List<String> ends(String job) {
    return pods().stream()
        .filter(pod -> pod.getMetadata().getName().startsWith(job + "-"))
        .filter(pod -> List.of("Succeeded", "Failed").contains(pod.getStatus().getPhase()))
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  List<Pod> pods() {
    return client.pods().inAnyNamespace().list().getItems();
  }

  /** What each pod of a namespace said last, for whoever reads why a test failed. */
  String logs() {
    return pods().stream()
        .map(pod -> {
          String namespace = pod.getMetadata().getNamespace();
          String name = pod.getMetadata().getName();
          String log = kubernetes.node().log(namespace, name);
          String end = log.substring(Math.max(0, log.length() - 3000));
          return "--- " + name + " " + pod.getStatus() + "\n" + end;
        })
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    kubernetes.close();
  }
}
