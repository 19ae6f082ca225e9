package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.Inputs;
import dev.mcpstack.mcp.http.McpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Requests that take several rounds, because their client must answer something first. */
final class Rounds {
  static final String RESPONSES = "inputResponses";
  static final String STATE = "requestState";

  /** The methods that may be answered with questions. */
  private static final Set<String> METHODS = Set.of("tools/call", "prompts/get", "resources/read");

  private final RequestStates states;

  Rounds(RequestStates states) {
    this.states = states;
  }

  /**
   * What the client answered to earlier questions.
   *
   * @throws Refusal when it is malformed, or comes with a state that isn't ours for this request
   */
  Inputs inputs(McpRequest request, String method) {
    Map<String, Object> params = request.params();
    if (!METHODS.contains(method)
        || (!params.containsKey(RESPONSES) && !params.containsKey(STATE))) {
      return Inputs.NONE;
    }
    return new Inputs(responses(params.get(RESPONSES)), state(request, method));
  }

  /** The result that asks the client. */
  Map<String, Object> ask(Exchange exchange, InputRequired required) {
    if (required.requests().isEmpty() && required.state().isEmpty()) {
      throw new IllegalStateException("a handler wants answers and asks nothing");
    }
    CapabilityCheck.check(exchange.meta().capabilities(), required.requests().values());
    Map<String, Object> questions = new LinkedHashMap<>();
    required
        .requests()
        .forEach((key, question) ->
            questions.put(key, Map.of("method", question.method(), "params", question.params())));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("resultType", "input_required");
    if (!questions.isEmpty()) {
      result.put("inputRequests", questions);
    }
    McpRequest request = exchange.request();
    required
        .state()
        .ifPresent(state ->
            result.put(
                STATE,
                states.seal(
                    request.principal().name(),
                    RequestDigest.of(exchange.method(), request.params()),
                    state)));
    return result;
  }

  private Optional<String> state(McpRequest request, String method) {
    Map<String, Object> params = request.params();
    if (!params.containsKey(STATE)) {
      return Optional.empty();
    }
    Optional<String> state =
        params.get(STATE) instanceof String sealed
            ? states.open(request.principal().name(), RequestDigest.of(method, params), sealed)
            : Optional.empty();
    if (state.isEmpty()) {
      throw Refusal.invalid(
          "The requestState was not given for this request, or too long ago. Make the request again without it.");
    }
    return state;
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Map<String, Object> responses(@Nullable Object responses) {
    if (responses == null) {
      return Map.of();
    }
    if (!(responses instanceof Map)) {
      throw Refusal.invalid(
          "The inputResponses are an object of answers by the keys of the inputRequests.");
    }
    return (Map<String, Object>) responses;
  }
}
