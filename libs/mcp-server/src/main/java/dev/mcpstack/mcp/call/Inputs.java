package dev.mcpstack.mcp.call;

import java.util.Map;
import java.util.Optional;

/**
 * What a client sends when it repeats a request that was answered with {@link InputRequired}.
 *
 * @param responses its answers by the keys of the requests, each as the method answers: what an
 *     elicitation, a sampling or a listing of roots results in. Not validated: whoever asked
 *     checks, and asks again when something is missing
 * @param state the state that came with the requests, verified and opened
 */
public record Inputs(Map<String, Object> responses, Optional<String> state) {
  /** The first time. */
  public static final Inputs NONE = new Inputs(Map.of(), Optional.empty());

  /** The answer to a request, when there is one and it is an object. */
  public Optional<Map<?, ?>> response(String key) {
    return responses.get(key) instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
  }
}
