package dev.mcpstack.gateway.client;

import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.Inputs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Requests that take several rounds, because their client must answer something first. */
public final class Rounds {
  private Rounds() {}

  /** The parameters with what the client answered to earlier questions. */
  public static Map<String, Object> with(Inputs inputs, Map<String, Object> params) {
    Map<String, Object> all = new LinkedHashMap<>(params);
    if (!inputs.responses().isEmpty()) {
      all.put("inputResponses", inputs.responses());
    }
    inputs.state().ifPresent(state -> all.put("requestState", state));
    return all;
  }

  /** What the client must answer, empty when the result is complete. */
  public static Optional<InputRequired> required(Map<String, Object> result) {
    if (!"input_required".equals(result.get("resultType"))) {
      return Optional.empty();
    }
    Map<String, InputRequest> requests = new LinkedHashMap<>();
    if (result.get("inputRequests") instanceof Map<?, ?> all) {
      all.forEach((key, value) -> {
        if (value instanceof Map<?, ?> request && request.get("method") instanceof String method) {
          requests.put((String) key, new InputRequest(method, params(request)));
        }
      });
    }
    Optional<String> state =
        result.get("requestState") instanceof String text ? Optional.of(text) : Optional.empty();
    return Optional.of(new InputRequired(requests, state));
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Map<String, Object> params(Map<?, ?> request) {
    return request.get("params") instanceof Map<?, ?> params
        ? (Map<String, Object>) params
        : Map.of();
  }
}
