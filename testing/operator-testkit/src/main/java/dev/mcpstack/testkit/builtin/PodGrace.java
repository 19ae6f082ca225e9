package dev.mcpstack.testkit.builtin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;

/** How long a pod has to end. */
public final class PodGrace {
  private PodGrace() {}

  /** In seconds; none for one that runs nowhere, or has ended. */
  public static int seconds(JsonNode pod) {
    String phase = Json.text(pod, "status", "phase");
    boolean ended = phase.equals("Succeeded") || phase.equals("Failed");
    boolean bound = !Json.text(pod, "spec", "nodeName").isEmpty();
    return bound && !ended ? Json.at(pod, "spec", "terminationGracePeriodSeconds").asInt() : 0;
  }
}
