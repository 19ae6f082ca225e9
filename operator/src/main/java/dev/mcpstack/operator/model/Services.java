package dev.mcpstack.operator.model;

import java.util.List;
import java.util.Map;

/** Services. */
final class Services {
  private Services() {}

  static Map<String, Object> port(String name, int port) {
    return port(name, port, name);
  }

  static Map<String, Object> port(String name, int port, String target) {
    return Tree.of("name", name, "port", port, "targetPort", target, "protocol", "TCP");
  }

  static Manifest of(Meta meta, Map<String, String> selector, Map<String, Object> port) {
    return service(meta, Tree.of("type", "ClusterIP"), selector, port);
  }

  /** One that gives the addresses of the pods themselves, also while they are not ready. */
  static Manifest headless(Meta meta, Map<String, String> selector, Map<String, Object> port) {
    Map<String, Object> kind = Tree.of("clusterIP", "None", "publishNotReadyAddresses", true);
    return service(meta, kind, selector, port);
  }

  private static Manifest service(
      Meta meta, Map<String, Object> kind, Map<String, String> selector, Map<String, Object> port) {
    Map<String, Object> rest = Tree.of("selector", selector, "ports", List.of(port));
    return Manifest.of("v1", "Service", meta, Tree.of("spec", Tree.merged(kind, rest)));
  }
}
