package dev.mcpstack.testkit.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Patch;
import dev.mcpstack.testkit.store.Registry;
import dev.mcpstack.testkit.store.Writer;

/** The subresource by which replicas are read and set without knowing the kind. */
record Scales(Registry registry) {

  ObjectNode run(String verb, Request request, Route route, Writer writer) {
    ObjectNode object = registry.get(route.type(), route.namespace(), route.name());
    if (verb.equals("get")) {
      return scale(object);
    }
    if (!verb.equals("update") && !verb.equals("patch")) {
      throw new ApiException(405, "MethodNotAllowed", "a scale can be read, updated and patched");
    }
    ObjectNode change = Json.object();
    Json.child(change, "spec")
        .set("replicas", Json.parseJson(request.body()).path("spec").path("replicas"));
    return scale(
        registry.patch(
            route.type(), route.namespace(), route.name(), Patch.MERGE, change, "scale", writer));
  }

  private static ObjectNode scale(ObjectNode object) {
    ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = Json.child(scale, "metadata");
    for (String field : new String[] {"name", "namespace", "uid", "resourceVersion"}) {
      metadata.put(field, Json.text(object, "metadata", field));
    }
    Json.child(scale, "spec").put("replicas", Json.at(object, "spec", "replicas").asInt());
    Json.child(scale, "status").put("replicas", Json.at(object, "status", "replicas").asInt());
    return scale;
  }
}
