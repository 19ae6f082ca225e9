package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Selectors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** One slice per Service with a selector, of the pods that it selects. */
final class EndpointSliceController implements Controller {
  private static final String SLICES = "endpointslices";

  @Override
  public void run(World world) {
    Map<String, List<ObjectNode>> slices = world.byController(SLICES);
    Map<String, List<ObjectNode>> pods = new HashMap<>();
    world
        .list("pods")
        .forEach(
            pod -> pods.computeIfAbsent(World.namespace(pod), key -> new ArrayList<>()).add(pod));
    for (ObjectNode service : world.list("services")) {
      JsonNode selector = Json.at(service, "spec", "selector");
      if (!World.isGoing(service) && !selector.isEmpty()) {
        Predicate<JsonNode> selected = Selectors.labels(selector);
        List<ObjectNode> backends =
            pods.getOrDefault(World.namespace(service), List.of()).stream()
                .filter(selected)
                .toList();
        keep(world, service, backends, slices.getOrDefault(World.uid(service), List.of()));
      }
    }
  }

  private static void keep(
      World world, ObjectNode service, List<ObjectNode> pods, List<ObjectNode> present) {
    ObjectNode slice = Json.object();
    slice.put("addressType", "IPv4");
    ArrayNode endpoints = slice.putArray("endpoints");
    for (ObjectNode pod : pods) {
      String phase = Json.text(pod, "status", "phase");
      String address = Json.text(pod, "status", "podIP");
      if (!address.isEmpty() && !phase.equals("Succeeded") && !phase.equals("Failed")) {
        endpoints.add(endpoint(service, pod, address));
      }
    }
    slice.set("ports", ports(service, pods));
    if (present.isEmpty()) {
      World.own(service, slice);
      ObjectNode metadata =
          Json.child(slice, "metadata").put("generateName", World.name(service) + "-");
      ObjectNode labels =
          Json.child(metadata, "labels").put("kubernetes.io/service-name", World.name(service));
      labels.put("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io");
      world.create(SLICES, slice);
    } else {
      world.patch(SLICES, present.getFirst(), "", slice);
    }
  }

  private static ObjectNode endpoint(ObjectNode service, ObjectNode pod, String address) {
    boolean ready = Templates.isReady(pod);
    boolean going = World.isGoing(pod);
    ObjectNode endpoint = Json.object();
    endpoint.putArray("addresses").add(address);
    boolean published = Json.at(service, "spec", "publishNotReadyAddresses").asBoolean();
    Json.child(endpoint, "conditions")
        .put("ready", published || (ready && !going))
        .put("serving", ready)
        .put("terminating", going);
    endpoint.put("nodeName", Json.text(pod, "spec", "nodeName"));
    Json.child(endpoint, "targetRef")
        .put("kind", "Pod")
        .put("name", World.name(pod))
        .put("namespace", World.namespace(pod))
        .put("uid", World.uid(pod));
    return endpoint;
  }

  private static ArrayNode ports(ObjectNode service, List<ObjectNode> pods) {
    ArrayNode ports = Json.array();
    for (JsonNode port : Json.at(service, "spec", "ports")) {
      int number = number(port.path("targetPort"), pods);
      if (number > 0) {
        ports
            .addObject()
            .put("name", Json.text(port, "name"))
            .put("port", number)
            .put("protocol", Json.text(port, "protocol"));
      }
    }
    return ports;
  }

  private static int number(JsonNode target, List<ObjectNode> pods) {
    if (target.isNumber()) {
      return target.asInt();
    }
    for (ObjectNode pod : pods) {
      for (JsonNode container : Json.at(pod, "spec", "containers")) {
        for (JsonNode port : container.path("ports")) {
          if (Json.text(port, "name").equals(target.asText())) {
            return port.path("containerPort").asInt();
          }
        }
      }
    }
    return 0;
  }
}
