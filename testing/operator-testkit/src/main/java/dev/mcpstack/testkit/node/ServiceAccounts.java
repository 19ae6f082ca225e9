package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.rbac.Rbac;
import dev.mcpstack.testkit.store.Json;

/** Who pods are. Pure. */
final class ServiceAccounts {
  private ServiceAccounts() {}

  /** The user that a pod is at the API, which is also its bearer token there. */
  static String of(JsonNode pod) {
    return Rbac.serviceAccount(
        Json.text(pod, "metadata", "namespace"),
        Json.at(pod, "spec", "serviceAccountName").asText("default"));
  }
}
