package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.store.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of a cluster. Pure.
 *
 * @param services addresses by namespace, then by name in it
 */
record HostNames(Map<String, Map<String, List<String>>> services) {

  /** Those of Services, and of pods with a host name below a headless one. */
  static HostNames of(List<ObjectNode> services, List<ObjectNode> slices, List<ObjectNode> pods) {
    Map<String, Map<String, List<String>>> all = new TreeMap<>();
    for (ObjectNode service : services) {
      List<String> addresses = ServiceRoutes.named(service, slices);
      if (!addresses.isEmpty()) {
        put(all, World.namespace(service), World.name(service), addresses);
      }
    }
    for (ObjectNode pod : pods) {
      String host = Json.text(pod, "spec", "hostname");
      String subdomain = Json.text(pod, "spec", "subdomain");
      String address = Json.text(pod, "status", "podIP");
      if (!host.isEmpty() && !subdomain.isEmpty() && !address.isEmpty()) {
        put(all, World.namespace(pod), host + "." + subdomain, List.of(address));
      }
    }
    return new HostNames(all);
  }

  private static void put(
      Map<String, Map<String, List<String>>> all,
      String namespace,
      String name,
      List<String> addresses) {
    all.computeIfAbsent(namespace, _ -> new TreeMap<>()).put(name, addresses);
  }

  /** What a whole name leads to: {@code name.namespace}, with {@code svc} and more or without. */
  List<String> lookUp(String host) {
    String inCluster = host.replaceFirst("\\.svc(\\.cluster\\.local\\.?)?$", "");
    int dot = inCluster.lastIndexOf('.');
    return dot < 0
        ? List.of()
        : services
            .getOrDefault(inCluster.substring(dot + 1), Map.of())
            .getOrDefault(inCluster.substring(0, dot), List.of());
  }

  /**
   * A file as {@code /etc/hosts}, as pods of a namespace see the names.
   *
   * @param machine the name of this machine, which programs ask for
   */
  String file(String from, String machine) {
    List<String> lines = new ArrayList<>();
    lines.add("127.0.0.1 localhost " + machine);
    services.forEach((namespace, names) ->
        names.forEach((name, addresses) -> {
          String whole = name + "." + namespace;
          String all = String.join(" ", whole, whole + ".svc", whole + ".svc.cluster.local");
          String known = namespace.equals(from) ? all + " " + name : all;
          addresses.forEach(address -> lines.add(address + " " + known));
        }));
    return String.join("\n", lines) + "\n";
  }
}
