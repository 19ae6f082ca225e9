package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.stack.CellConfigs;
import dev.mcpstack.stack.StackSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Addresses of a stack's endpoint, as its status says them. */
final class Endpoints {
  private Endpoints() {}

  /** That in the cluster. */
  static String inside(StackInput input) {
    int asked = input.spec().gateway().port();
    int port = asked == 0 ? CellConfigs.MCP_PORT : asked;
    return "https://" + input.name() + "." + input.namespace() + ".svc:" + port + "/mcp";
  }

  /**
   * Those from outside.
   *
   * @param withheld kinds of routes that the stack does not have, since others have the host
   */
  static List<String> outside(StackSpec spec, Set<String> withheld) {
    List<String> addresses = new ArrayList<>();
    spec.gateway()
        .ingress()
        .filter(_ -> !withheld.contains("Ingress"))
        .ifPresent(ingress ->
            addresses.add(
                (ingress.tlsSecretName().isPresent() ? "https://" : "http://")
                    + ingress.host()
                    + "/mcp"));
    spec.gateway()
        .httpRoute()
        .filter(_ -> !withheld.contains("HTTPRoute"))
        .ifPresent(route -> addresses.add("https://" + route.host() + "/mcp"));
    return addresses;
  }
}
