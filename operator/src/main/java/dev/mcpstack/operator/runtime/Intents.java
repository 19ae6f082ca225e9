package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.stack.RolloutStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is intended with the revisions of stacks: under a lock, so that of two operators
 * that both think they lead only one acts, and as a field manager of its own, so that whatever else
 * is written of the status leaves it alone. Thread-safe.
 */
final class Intents {
  /** Where it is in a status. */
  static final String ROLLOUT = "rollout";

  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(Applied.MANAGER + "-rollout")
          .withForce(true)
          .build();

  private static final int MOST = 1000;

  private final KubernetesClient client;
  private final Map<String, Written> latest =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Written> eldest) {
              return size() > MOST; // What is forgotten is refused when it is written anew.
            }
          });

  /**
   * What was written last.
   *
   * @param version of the stack since then
   */
  private record Written(String version, Object rollout) {}

  Intents(KubernetesClient client) {
    this.client = client;
  }

  /** The status of a stack, with what was written since if the caches are behind that. */
  Map<String, Object> status(StackResource stack) {
    Map<String, Object> status = stack.getStatus() == null ? Map.of() : stack.getStatus();
    Written written = latest.get(stack.getMetadata().getUid());
    if (written == null) {
      return status;
    }
    if (!isBefore(stack.getMetadata().getResourceVersion(), written.version())) {
      latest.remove(stack.getMetadata().getUid());
      return status;
    }
    Map<String, Object> both = new LinkedHashMap<>(status);
    both.put(ROLLOUT, written.rollout());
    return both;
  }

  private static boolean isBefore(String one, String other) {
    try {
      return Long.parseLong(one) < Long.parseLong(other);
    } catch (NumberFormatException _) {
      return false; // A server that counts otherwise: what is behind is refused.
    }
  }

  /**
   * Writes it, if the stack asks for the same still, and nobody has intended anything else since.
   */
  void write(StackResource stack, RolloutStatus rollout) {
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(RecordShape.treeOf(rollout));
    tree.values().removeIf(Objects::isNull);
    StackResource written;
    try {
      written = apply(stack, stack.getMetadata().getResourceVersion(), tree);
    } catch (KubernetesClientException e) {
      String version = e.getCode() == HttpURLConnection.HTTP_CONFLICT ? unmoved(stack) : "";
      if (version.isEmpty()) {
        latest.remove(stack.getMetadata().getUid());
        throw e;
      }
      written = apply(stack, version, tree);
    }
    latest.put(
        stack.getMetadata().getUid(),
        new Written(written.getMetadata().getResourceVersion(), tree));
  }

  /**
   * The version of a stack of which only the rest of the status was written since, such as by the
   * look before this one; empty if it has moved.
   */
  private String unmoved(StackResource stack) {
    StackResource now =
        client
            .resources(StackResource.class)
            .inNamespace(stack.getMetadata().getNamespace())
            .withName(stack.getMetadata().getName())
            .get();
    boolean same =
        now != null
            && now.getMetadata().getUid().equals(stack.getMetadata().getUid())
            && now.getMetadata().getGeneration().equals(stack.getMetadata().getGeneration())
            && Objects.equals(rollout(now.getStatus()), rollout(status(stack)));
    return same ? now.getMetadata().getResourceVersion() : "";
  }

  private static @Nullable Object rollout(@Nullable Map<String, Object> status) {
    return status == null ? null : status.get(ROLLOUT);
  }

  private StackResource apply(StackResource stack, String version, Map<String, ?> rollout) {
    StackResource fresh = new StackResource();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(stack.getMetadata().getName())
            .withNamespace(stack.getMetadata().getNamespace())
            .withResourceVersion(version)
            .build());
    fresh.setSpec(null);
    fresh.setStatus(Map.of(ROLLOUT, rollout));
    return client.resource(fresh).subresource("status").patch(APPLY);
  }
}
