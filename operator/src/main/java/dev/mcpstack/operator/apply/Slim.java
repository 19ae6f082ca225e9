package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.Packed;
import dev.mcpstack.operator.model.RevisionManifest;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.rollout.ReleaseIdentity;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept in memory of an object: what nobody here reads is left out. Of the managed fields a
 * digest of ours stays, of a pod where it is and what may tell why it isn't ready.
 */
public final class Slim {
  private static final String DIGEST = "digest";
  private static final String SPEC = "spec";
  private static final String DATA = "data";

  /** What is left out below these keys. */
  private static final Map<String, List<List<String>>> LEFT_OUT =
      Map.of(
          "ConfigMap",
          List.of(List.of(DATA), List.of("binaryData")),
          "Deployment",
          List.of(List.of(SPEC, "template")),
          "Job",
          List.of(List.of(SPEC)),
          "NetworkPolicy",
          List.of(List.of(SPEC)),
          "StatefulSet",
          List.of(List.of(SPEC, "template"), List.of(SPEC, "volumeClaimTemplates")));

  private static final List<String> OF_POD_SPECS = List.of("imagePullSecrets");
  private static final List<String> OF_PODS = List.of("phase", "reason", "message", "podIP");
  private static final List<String> CONTAINERS =
      List.of("initContainerStatuses", "containerStatuses");

  private Slim() {}

  /** An object with less of it; the given one stays as it is. */
  public static GenericKubernetesResource of(GenericKubernetesResource whole) {
    GenericKubernetesResource slim = new GenericKubernetesResource();
    slim.setApiVersion(whole.getApiVersion());
    slim.setKind(whole.getKind());
    slim.setMetadata(metadata(whole));
    Map<String, Object> body = new LinkedHashMap<>(whole.getAdditionalProperties());
    LEFT_OUT
        .getOrDefault(whole.getKind(), List.of())
        .forEach(
            path -> Trees.at(body, path.toArray(String[]::new)).ifPresent(_ -> remove(body, path)));
    if (whole.getKind().equals("Pod")) {
      body.computeIfPresent(SPEC, (_, spec) -> podSpec((Map<?, ?>) spec));
      body.computeIfPresent("status", (_, status) -> pod((Map<?, ?>) status));
    }
    if (whole.getKind().equals("ControllerRevision")) {
      // A StatefulSet keeps its own, which nobody here reads.
      boolean release = slim.getMetadata().getLabels().containsKey(Labels.REVISION);
      body.computeIfPresent(DATA, (_, data) -> release ? packed((Map<?, ?>) data) : null);
    }
    slim.setAdditionalProperties(body);
    return slim;
  }

  /** Metadata with a digest of the fields that are ours instead of everybody's fields. */
  public static ObjectMeta metadata(HasMetadata object) {
    ObjectMeta whole = object.getMetadata();
    return new ObjectMetaBuilder(whole)
        .withManagedFields(
            whole.getManagedFields().stream().filter(Slim::isOurs).map(Slim::digested).toList())
        .build();
  }

  /** Whether two say the same to whoever reads what is kept of them. */
  public static boolean isSame(GenericKubernetesResource one, GenericKubernetesResource other) {
    return Objects.equals(one.getAdditionalProperties(), other.getAdditionalProperties())
        && unversioned(one).equals(unversioned(other));
  }

  private static ObjectMeta unversioned(GenericKubernetesResource slim) {
    return new ObjectMetaBuilder(slim.getMetadata()).withResourceVersion(null).build();
  }

  private static boolean isOurs(ManagedFieldsEntry entry) {
    return Applied.MANAGER.equals(entry.getManager()) && "Apply".equals(entry.getOperation());
  }

  private static ManagedFieldsEntry digested(ManagedFieldsEntry entry) {
    Map<String, Object> fields =
        Optional.ofNullable(entry.getFieldsV1())
            .map(FieldsV1::getAdditionalProperties)
            .orElse(Map.of());
    FieldsV1 digest = new FieldsV1();
    digest.setAdditionalProperty(
        DIGEST, fields.getOrDefault(DIGEST, ReleaseIdentity.digest(fields.toString())));
    return new ManagedFieldsEntryBuilder()
        .withManager(entry.getManager())
        .withOperation(entry.getOperation())
        .withFieldsV1(digest)
        .build();
  }

  /** Without what is at a path; maps on the way are copied, since others hold them too. */
  private static void remove(Map<String, Object> copy, List<String> path) {
    if (path.size() == 1) {
      copy.remove(path.getFirst());
      return;
    }
    Map<String, Object> below = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(copy.get(path.getFirst())))
        .forEach((key, value) -> below.put(String.valueOf(key), value));
    remove(below, path.subList(1, path.size()));
    copy.put(path.getFirst(), below);
  }

  private static Map<String, Object> packed(Map<?, ?> data) {
    Map<String, Object> packed = new LinkedHashMap<>();
    data.forEach((key, value) ->
        packed.put(
            String.valueOf(key),
            key.equals(RevisionManifest.OBJECTS) && value instanceof List<?> list
                ? Packed.of(list)
                : value));
    return packed;
  }

  private static @Nullable Map<String, Object> podSpec(Map<?, ?> whole) {
    Map<String, Object> spec = picked(whole, OF_POD_SPECS);
    return spec.isEmpty() ? null : spec;
  }

  private static Map<String, Object> pod(Map<?, ?> whole) {
    Map<String, Object> status = picked(whole, OF_PODS);
    List<Map<String, Object>> conditions = new ArrayList<>();
    for (Object condition : list(whole, "conditions")) {
      conditions.add(picked((Map<?, ?>) condition, List.of("type", "status", "reason", "message")));
    }
    status.put("conditions", conditions);
    for (String containers : CONTAINERS) {
      List<Map<String, Object>> kept = new ArrayList<>();
      for (Object container : list(whole, containers)) {
        kept.add(container((Map<?, ?>) container));
      }
      status.put(containers, kept);
    }
    return status;
  }

  private static Map<String, Object> container(Map<?, ?> whole) {
    Map<String, Object> container =
        picked(whole, List.of("name", "image", "ready", "restartCount"));
    for (String which : List.of("state", "lastState")) {
      Map<String, Object> states = new LinkedHashMap<>();
      Trees.at(whole, which)
          .ifPresent(state ->
              ((Map<?, ?>) state)
                  .forEach((name, facts) ->
                      states.put(
                          String.valueOf(name),
                          picked((Map<?, ?>) facts, List.of("reason", "message", "exitCode")))));
      container.put(which, states);
    }
    return container;
  }

  private static List<?> list(Map<?, ?> tree, String key) {
    return tree.get(key) instanceof List<?> list ? list : List.of();
  }

  private static Map<String, Object> picked(Map<?, ?> whole, List<String> keys) {
    Map<String, Object> picked = new LinkedHashMap<>();
    for (String key : keys) {
      Object value = whole.get(key);
      if (value != null) {
        picked.put(key, value);
      }
    }
    return picked;
  }
}
