package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.store.Json;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where connections to Services go, by the rules of kube-proxy. Pure. */
final class ServiceRoutes {
  private static final String SERVICE = "kubernetes.io/service-name";

  private ServiceRoutes() {}

  /** Addresses of Services, with those of the pods behind them now; there may be none. */
  static Map<InetSocketAddress, List<InetSocketAddress>> of(
      List<ObjectNode> services, List<ObjectNode> slices) {
    Map<InetSocketAddress, List<InetSocketAddress>> routes = new HashMap<>();
    for (ObjectNode service : services) {
      String address = Json.text(service, "spec", "clusterIP");
      if (!address.isEmpty() && !address.equals("None")) {
        for (JsonNode port : Json.at(service, "spec", "ports")) {
          List<InetSocketAddress> backends = new ArrayList<>();
          of(service, slices)
              .forEach(slice ->
                  number(slice, Json.text(port, "name"))
                      .ifPresent(number ->
                          addresses(slice)
                              .forEach(each -> backends.add(Addresses.socket(each, number)))));
          routes.put(Addresses.socket(address, port.path("port").asInt()), List.copyOf(backends));
        }
      }
    }
    return routes;
  }

  private static List<ObjectNode> of(ObjectNode service, List<ObjectNode> slices) {
    return slices.stream()
        .filter(slice -> World.namespace(slice).equals(World.namespace(service)))
        .filter(
            slice -> Json.text(slice, "metadata", "labels", SERVICE).equals(World.name(service)))
        .toList();
  }

  private static Optional<Integer> number(ObjectNode slice, String name) {
    for (JsonNode port : slice.path("ports")) {
      if (Json.text(port, "name").equals(name)) {
        return Optional.of(port.path("port").asInt());
      }
    }
    return Optional.empty();
  }

  /** Those that are ready; where there is none, those that end and still serve. */
  static List<String> addresses(ObjectNode slice) {
    List<String> ready = new ArrayList<>();
    List<String> ending = new ArrayList<>();
    for (JsonNode endpoint : slice.path("endpoints")) {
      JsonNode conditions = endpoint.path("conditions");
      List<String> addresses = Json.texts(endpoint.path("addresses"));
      if (conditions.path("ready").asBoolean()) {
        ready.addAll(addresses);
      } else if (conditions.path("serving").asBoolean()
          && conditions.path("terminating").asBoolean()) {
        ending.addAll(addresses);
      }
    }
    return ready.isEmpty() ? ending : ready;
  }

  /** The addresses that the name of a Service leads to. */
  static List<String> named(ObjectNode service, List<ObjectNode> slices) {
    String address = Json.text(service, "spec", "clusterIP");
    if (!address.equals("None")) {
      return address.isEmpty() ? List.of() : List.of(address);
    }
    return of(service, slices).stream().flatMap(slice -> addresses(slice).stream()).toList();
  }
}
