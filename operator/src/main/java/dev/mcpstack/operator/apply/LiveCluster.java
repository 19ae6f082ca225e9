package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.RefusalText;
import dev.mcpstack.stack.RolloutStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A cluster over the Kubernetes API. */
public final class LiveCluster implements Cluster {
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Applied.MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;
  private final String namespace;
  private final Supplier<List<LiveObject>> cached;
  private final Supplier<Map<String, Finding>> withheld;
  private final Consumer<RolloutStatus> intents;
  private final Supplier<Optional<String>> turns;

  /**
   * That of one stack, whose intentions nobody remembers.
   *
   * @param namespace of the stack
   * @param cached the objects with its label
   */
  public LiveCluster(KubernetesClient client, String namespace, Supplier<List<LiveObject>> cached) {
    this(client, namespace, cached, Map::of, _ -> {}, Optional::empty);
  }

  /**
   * That of one stack beside others.
   *
   * @param namespace of the stack
   * @param cached the objects with its label
   * @param withheld kinds of routes that it must not make, with why
   * @param intents writes down what is intended with its revisions
   * @param turns why a rollout of it may not begin yet
   */
  public LiveCluster(
      KubernetesClient client,
      String namespace,
      Supplier<List<LiveObject>> cached,
      Supplier<Map<String, Finding>> withheld,
      Consumer<RolloutStatus> intents,
      Supplier<Optional<String>> turns) {
    this.intents = intents;
    this.turns = turns;
    this.client = client;
    this.namespace = namespace;
    this.cached = cached;
    this.withheld = withheld;
  }

  @Override
  public Map<String, Finding> withheld() {
    return withheld.get();
  }

  @Override
  public void intend(RolloutStatus rollout) {
    intents.accept(rollout);
  }

  @Override
  public Optional<String> turn() {
    return turns.get();
  }

  @Override
  public Optional<List<LiveObject>> quotas() {
    try {
      return Optional.of(
          client.resourceQuotas().inNamespace(namespace).list().getItems().stream()
              .map(this::live)
              .toList());
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private LiveObject live(ResourceQuota quota) {
    return live(
        client.getKubernetesSerialization().convertValue(quota, GenericKubernetesResource.class));
  }

  @Override
  public List<LiveObject> objects() {
    return cached.get();
  }

  @Override
  public Optional<LiveObject> get(Manifest manifest) {
    try {
      return Optional.ofNullable(at(Kinds.of(manifest), manifest.name()).get()).map(this::live);
    } catch (KubernetesClientException e) {
      throw refusal(manifest.kind(), manifest.name(), e);
    }
  }

  @Override
  public Optional<Secret> secret(String name) {
    try {
      return Optional.ofNullable(at(Kinds.of("Secret"), name).get())
          .map(this::live)
          .map(object -> new Secret(object, values(object)));
    } catch (KubernetesClientException e) {
      throw refusal("Secret", name, e);
    }
  }

  @Override
  public LiveObject apply(Manifest manifest) {
    try {
      GenericKubernetesResource wanted =
          client
              .getKubernetesSerialization()
              .convertValue(manifest.tree(), GenericKubernetesResource.class);
      return live(at(Kinds.of(manifest), manifest.name()).patch(APPLY, wanted));
    } catch (KubernetesClientException e) {
      throw refusal(manifest.kind(), manifest.name(), e);
    }
  }

  @Override
  public void delete(LiveObject object) {
    client
        .genericKubernetesResources(Kinds.of(object.kind()).context())
        .inNamespace(namespace)
        .withName(object.name())
        .withPropagationPolicy(DeletionPropagation.BACKGROUND)
        .delete();
  }

  private Resource<GenericKubernetesResource> at(Kinds kind, String name) {
    return client.genericKubernetesResources(kind.context()).inNamespace(namespace).withName(name);
  }

  private LiveObject live(GenericKubernetesResource resource) {
    return Lives.of(client.getKubernetesSerialization(), resource);
  }

  private static Map<String, byte[]> values(LiveObject secret) {
    Map<String, byte[]> values = new HashMap<>();
    if (secret.tree().get("data") instanceof Map<?, ?> data) {
      data.forEach((key, value) ->
          values.put(String.valueOf(key), Base64.getDecoder().decode(String.valueOf(value))));
    }
    return values;
  }

  /** What passes by itself goes up; what somebody has to do something about is told. */
  private static RuntimeException refusal(String kind, String name, KubernetesClientException e) {
    String said = e.getStatus() == null ? "" : String.valueOf(e.getStatus().getMessage());
    return switch (e.getCode()) {
      case HttpURLConnection.HTTP_NOT_FOUND ->
          new Refusal(
              new Finding(
                  Reason.API_MISSING,
                  "It is the " + kind + " of " + Kinds.of(kind).apiVersion() + "."));
      case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_BAD_REQUEST, 422 -> {
        Reason reason = RefusalText.reason(said, Reason.REFUSED);
        // A refused Secret may be quoted.
        boolean quoted = reason == Reason.REFUSED && kind.equals("Secret");
        String what = "It is the " + kind + " " + name;
        yield new Refusal(
            new Finding(reason, RefusalText.sentence(quoted ? what : what + ": " + said)));
      }
      default -> e;
    };
  }
}
