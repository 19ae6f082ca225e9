package dev.mcpstack.operator.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.crd.StackDefinition;
import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.RevisionManifest;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.stack.RolloutSpec;
import dev.mcpstack.stack.StackStatus;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stacks of one namespace over the Kubernetes API. Objects are read as plain trees, without the
 * client's model of all kinds: that takes longer to load than all the rest.
 */
final class Api implements AutoCloseable {
  /**
   * Who writes, in {@code managedFields}. Not {@code kubectl-…}: what managers of that name have
   * written, Flux takes back.
   */
  static final String MANAGER = "mcpstack-cli";

  private static final String STACKS =
      "/apis/" + StackDefinition.GROUP + "/" + StackDefinition.VERSION + "/namespaces/";
  private static final ResourceDefinitionContext STACK =
      new ResourceDefinitionContext.Builder()
          .withGroup(StackDefinition.GROUP)
          .withVersion(StackDefinition.VERSION)
          .withKind(StackDefinition.KIND)
          .withPlural(StackDefinition.PLURAL)
          .withNamespaced(true)
          .build();
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(MANAGER)
          .build();

  private final KubernetesClient client;
  private final String namespace;
  private final ObjectMapper json = new ObjectMapper();

  /** One for a configuration, whose namespace counts. */
  Api(Config config) {
    this.client = new KubernetesClientBuilder().withConfig(config).build();
    this.namespace = Optional.ofNullable(config.getNamespace()).orElse("default");
  }

  /**
   * The stack of this name, or the only one.
   *
   * @throws CliFailure if there is none, or none can be told
   */
  Seen see(Optional<String> name) {
    return see(name.isPresent() ? named(name.get()) : only());
  }

  /**
   * The stack of this name as a tree; empty if there is none.
   *
   * @throws CliFailure if the cluster knows no stacks
   */
  Optional<Map<?, ?>> find(String name) {
    Optional<Map<?, ?>> found =
        read(STACKS + namespace + "/" + StackDefinition.PLURAL + "/" + name);
    if (found.isEmpty()) {
      stacks();
    }
    return found;
  }

  private Map<?, ?> named(String name) {
    Optional<Map<?, ?>> found =
        read(STACKS + namespace + "/" + StackDefinition.PLURAL + "/" + name);
    if (found.isPresent()) {
      return found.get();
    }
    List<String> others = stacks().stream().map(Api::name).toList();
    throw new CliFailure(
        "There is no McpStack "
            + name
            + " in namespace "
            + namespace
            + (others.isEmpty()
                ? ", nor any other: check --namespace."
                : "; there are: " + String.join(", ", others) + "."));
  }

  private Map<?, ?> only() {
    List<Map<?, ?>> all = stacks();
    if (all.size() == 1) {
      return all.getFirst();
    }
    throw new CliFailure(
        all.isEmpty()
            ? "There is no McpStack in namespace " + namespace + ": check --namespace."
            : "There are several McpStacks in namespace "
                + namespace
                + ", name one: "
                + String.join(", ", all.stream().map(Api::name).toList())
                + ".");
  }

  private List<Map<?, ?>> stacks() {
    return items(
        read(STACKS + namespace + "/" + StackDefinition.PLURAL)
            .orElseThrow(() ->
                new CliFailure(
                    "The cluster at "
                        + client.getMasterUrl()
                        + " does not know McpStacks. Install the chart mcpstack-crds, or check --context.")));
  }

  /** The stack with all that a verb is judged by. */
  Seen see(Map<?, ?> tree) {
    Optional<Object> spec = Trees.at(tree, "spec");
    return new Seen(
        namespace,
        name(tree),
        Trees.at(tree, "metadata", "generation")
            .map(number -> ((Number) number).longValue())
            .orElse(0L),
        text(tree, "metadata", "resourceVersion"),
        Trees.at(tree, "spec", "paused").filter(Boolean.TRUE::equals).isPresent(),
        Trees.at(tree, "spec", "suspended").filter(Boolean.TRUE::equals).isPresent(),
        bound(RolloutSpec.class, spec.flatMap(all -> Trees.at(all, "rollout")).orElse(Map.of())),
        bound(StackStatus.class, Trees.at(tree, "status").orElse(Map.of())),
        kept(name(tree)),
        Keepers.of(tree, json));
  }

  private <T extends Record> T bound(Class<T> type, Object tree) {
    return switch (RecordShape.of(type).bind(tree)) {
      case Bound.Valid<T>(T value) -> value;
      case Bound.Invalid<T> invalid ->
          throw new CliFailure(
              "The stack has what this release of kubectl mcpstack does not know ("
                  + invalid.found().getFirst().path()
                  + "): use that of the operator's release.");
    };
  }

  private List<Kept> kept(String stack) {
    String path =
        "/apis/apps/v1/namespaces/"
            + namespace
            + "/controllerrevisions?labelSelector="
            + Labels.STACK.replace("/", "%2F")
            + "%3D"
            + stack
            + "%2C"
            + Labels.REVISION.replace("/", "%2F");
    List<Kept> kept = new ArrayList<>();
    for (Map<?, ?> each : items(read(path).orElse(Map.of()))) {
      kept.add(
          new Kept(
              Trees.at(each, "revision").map(number -> ((Number) number).intValue()).orElse(0),
              RevisionManifest.images(
                  Trees.at(each, "data").map(data -> (Map<?, ?>) data).orElse(Map.of())),
              Instant.parse(text(each, "metadata", "creationTimestamp"))));
    }
    kept.sort(Comparator.comparingInt(Kept::number));
    return kept;
  }

  /**
   * Writes fields of {@code spec.rollout} and nothing else, if the stack is as it was seen.
   *
   * @return whether it was
   */
  boolean write(Seen stack, Map<String, @Nullable Object> fields) {
    Map<String, Object> patch =
        Map.of(
            "metadata", Map.of("resourceVersion", stack.version()),
            "spec", Map.of("rollout", fields));
    try {
      client
          .genericKubernetesResources(STACK)
          .inNamespace(namespace)
          .withName(stack.name())
          .patch(MERGE, text(patch));
      return true;
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return false;
      }
      throw failure(e);
    }
  }

  /** A tree as JSON on one line. */
  String text(Object tree) {
    try {
      return json.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values", e);
    }
  }

  /** The namespace that counts. */
  String namespace() {
    return namespace;
  }

  private Optional<Map<?, ?>> read(String path) {
    String answer = asked(() -> client.raw(path));
    if (answer == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(json.readValue(answer, Map.class));
    } catch (JsonProcessingException e) {
      throw new CliFailure(
          "What answers at " + client.getMasterUrl() + " is no Kubernetes API: check --context.",
          e);
    }
  }

  private <T extends @Nullable Object> T asked(Supplier<T> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw failure(e);
    }
  }

  private CliFailure failure(KubernetesClientException e) {
    return ApiText.failure(String.valueOf(client.getMasterUrl()), namespace, e);
  }

  private static List<Map<?, ?>> items(Map<?, ?> list) {
    List<Map<?, ?>> items = new ArrayList<>();
    Trees.at(list, "items")
        .ifPresent(all -> ((List<?>) all).forEach(each -> items.add((Map<?, ?>) each)));
    return items;
  }

  private static String name(Map<?, ?> stack) {
    return text(stack, "metadata", "name");
  }

  private static String text(Map<?, ?> tree, String... path) {
    return Trees.at(tree, path).map(String::valueOf).orElse("");
  }

  @Override
  public void close() {
    client.close();
  }
}
