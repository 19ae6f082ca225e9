package dev.mcpstack.mcp.call;

import java.util.Map;

/**
 * Something that a client is asked for.
 *
 * @param method {@code elicitation/create}, {@code sampling/createMessage} or {@code roots/list}
 * @param params as the method has them
 */
public record InputRequest(String method, Map<String, Object> params) {
  /** The capability that a client must have declared to be asked. */
  public String capability() {
    int slash = method.indexOf('/');
    return slash < 0 ? method : method.substring(0, slash);
  }
}
