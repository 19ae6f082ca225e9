package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.apply.Applied;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.stack.RolloutStatus;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
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
   * @param basis the version of the stack that it was written to, and no later one
   */
  private record Written(String basis, Map<String, @Nullable Object> rollout) {}

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
    if (!written.basis().equals(stack.getMetadata().getResourceVersion())) {
      latest.remove(stack.getMetadata().getUid());
      return status;
    }
    Map<String, Object> both = new LinkedHashMap<>(status);
    both.put(ROLLOUT, written.rollout());
    return both;
  }

  /** Writes it, if the stack is still as it was read. */
  void write(StackResource stack, RolloutStatus rollout) {
    String version = stack.getMetadata().getResourceVersion();
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(RecordShape.treeOf(rollout));
    tree.values().removeIf(Objects::isNull);
    StackResource fresh = new StackResource();
    fresh.setMetadata(
        new ObjectMetaBuilder()
            .withName(stack.getMetadata().getName())
            .withNamespace(stack.getMetadata().getNamespace())
            .withResourceVersion(version)
            .build());
    fresh.setSpec(null);
    fresh.setStatus(Map.of(ROLLOUT, tree));
    client.resource(fresh).subresource("status").patch(APPLY);
    latest.put(stack.getMetadata().getUid(), new Written(version, tree));
  }
}
