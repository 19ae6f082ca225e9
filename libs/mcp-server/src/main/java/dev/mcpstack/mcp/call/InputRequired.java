package dev.mcpstack.mcp.call;

import java.util.Map;
import java.util.Optional;

/**
 * A request can't be answered before its client has answered these. The client repeats the request
 * with {@link Inputs}; an era whose servers call their clients does so itself, so a handler needs
 * to know one way only.
 *
 * @param requests by keys that the handler chooses
 * @param state what the handler wants to have back; it travels signed, but readable
 */
public record InputRequired(Map<String, InputRequest> requests, Optional<String> state) {
  /** Asks for these and remembers nothing. */
  public static InputRequired of(Map<String, InputRequest> requests) {
    return new InputRequired(requests, Optional.empty());
  }
}
