package dev.mcpstack.mcp.call;

import java.util.Map;

/** A request can't be served because its client did not declare a capability. */
public final class MissingCapabilityException extends RuntimeException {
  private final transient Map<String, Object> required;

  /**
   * A failure for want of capabilities.
   *
   * @param required as a client declares them: {@code {"sampling": {}}}
   */
  public MissingCapabilityException(Map<String, Object> required) {
    super("the client must declare " + String.join(", ", required.keySet()));
    this.required = Map.copyOf(required);
  }

  /** What the client must declare. */
  public Map<String, Object> required() {
    return required;
  }
}
