package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.observe.LiveObject;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of the client as trees. */
public final class Lives {
  private Lives() {}

  /** An object of the client. */
  public static LiveObject of(KubernetesSerialization client, GenericKubernetesResource resource) {
    Map<String, Object> tree = new LinkedHashMap<>(resource.getAdditionalProperties());
    tree.put("metadata", client.convertValue(Slim.metadata(resource), Map.class));
    return new LiveObject(resource.getKind(), resource.getMetadata().getName(), tree);
  }
}
