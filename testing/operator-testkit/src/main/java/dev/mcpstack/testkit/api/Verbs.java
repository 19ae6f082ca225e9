package dev.mcpstack.testkit.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Deletion;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectKey;
import dev.mcpstack.testkit.store.ObjectStore;
import dev.mcpstack.testkit.store.Patch;
import dev.mcpstack.testkit.store.Registry;
import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.Selectors;
import dev.mcpstack.testkit.store.Writer;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Carries out what a request asks of a resource. */
final class Verbs {
  private static final Duration LONGEST_WATCH = Duration.ofHours(1);
  private final ObjectStore store;
  private final Registry registry;

  Verbs(ObjectStore store, Registry registry) {
    this.store = store;
    this.registry = registry;
  }

  /** The verb of a request, as roles name it, but {@code apply} for a server-side apply. */
  static String verb(Request request, Route route) {
    boolean collection = route.name().isEmpty();
    return switch (request.method()) {
      case "GET" -> request.isTrue("watch") ? "watch" : collection ? "list" : "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" ->
          request.contentType().startsWith("application/apply-patch") ? "apply" : "patch";
      case "DELETE" -> collection ? "deletecollection" : "delete";
      default ->
          throw new ApiException(405, "MethodNotAllowed", "the server does not allow this method");
    };
  }

  boolean exists(Route route) {
    return store.get(ObjectKey.of(route.type(), route.namespace(), route.name())).isPresent();
  }

  Answer run(String verb, Request request, Route route) {
    boolean known =
        switch (route.subresource()) {
          case "" -> true;
          case "status" -> route.type().status();
          case "scale" -> route.type().scale();
          case "finalize" -> route.type().plural().equals("namespaces");
          default -> false;
        };
    if (!known) {
      throw ApiException.noSuchPath();
    }
    if (route.subresource().equals("scale")) {
      return Answer.ok(new Scales(registry).run(verb, request, route, writer(request)));
    }
    return switch (verb) {
      case "get" -> Answer.ok(registry.get(route.type(), route.namespace(), route.name()));
      case "list" -> Answer.ok(list(route, request));
      case "watch" -> watch(route, request);
      case "create" -> create(route, request);
      case "update" ->
          Answer.ok(
              registry.update(
                  route.type(),
                  route.namespace(),
                  route.name(),
                  object(request),
                  subresource(route),
                  writer(request)));
      case "apply" -> apply(route, request);
      case "patch" ->
          Answer.ok(
              registry.patch(
                  route.type(),
                  route.namespace(),
                  route.name(),
                  kind(request.contentType()),
                  Json.parseJson(request.body()),
                  subresource(route),
                  writer(request)));
      case "delete" -> delete(route, request);
      default -> deleteAll(route, request);
    };
  }

  private static String subresource(Route route) {
    return route.subresource().equals("finalize") ? "" : route.subresource();
  }

  private static Predicate<JsonNode> selector(Route route, Request request) {
    Predicate<JsonNode> selector =
        Selectors.labels(request.query("labelSelector"))
            .and(Selectors.fields(request.query("fieldSelector")));
    return route.name().isEmpty()
        ? selector
        : selector.and(object -> Json.text(object, "metadata", "name").equals(route.name()));
  }

  private ObjectNode list(Route route, Request request) {
    ObjectStore.Snapshot snapshot =
        store.list(route.type(), route.namespace(), selector(route, request));
    return listOf(route.type(), snapshot.items(), snapshot.revision());
  }

  private static ObjectNode listOf(ResourceType type, List<ObjectNode> items, long revision) {
    ObjectNode list =
        Json.object().put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(revision));
    ArrayNode array = list.putArray("items");
    items.forEach(array::add);
    return list;
  }

  private Answer watch(Route route, Request request) {
    String seconds = request.query("timeoutSeconds");
    Duration timeout =
        seconds.isEmpty() ? LONGEST_WATCH : Duration.ofSeconds(Long.parseLong(seconds));
    String version = request.query("resourceVersion");
    long since = version.isEmpty() ? 0 : Long.parseLong(version);
    return new Answer.Stream(
        store.watch(route.type(), route.namespace(), selector(route, request), since), timeout);
  }

  private Answer create(Route route, Request request) {
    if (!route.name().isEmpty()) {
      throw new ApiException(
          405,
          "MethodNotAllowed",
          "the server does not allow this method on the requested resource");
    }
    return new Answer.Body(
        201, registry.create(route.type(), route.namespace(), object(request), writer(request)));
  }

  private Answer apply(Route route, Request request) {
    if (request.query(Request.FIELD_MANAGER).isEmpty()) {
      throw new ApiException(
          422,
          "Invalid",
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
    }
    boolean present = exists(route);
    JsonNode body = Json.parse(request.body());
    ObjectNode result =
        registry.apply(
            route.type(),
            route.namespace(),
            route.name(),
            Json.normal(body),
            route.subresource(),
            writer(request));
    return new Answer.Body(present ? 200 : 201, result);
  }

  private Answer delete(Route route, Request request) {
    ObjectNode last =
        registry.delete(route.type(), route.namespace(), route.name(), deletion(request));
    if (exists(route)) {
      return Answer.ok(last);
    }
    ObjectNode status =
        Json.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success");
    status.putObject("metadata");
    ObjectNode details =
        status.putObject("details").put("name", route.name()).put("kind", route.type().plural());
    details.put("group", route.type().group()).put("uid", Json.text(last, "metadata", "uid"));
    return Answer.ok(status);
  }

  private Answer deleteAll(Route route, Request request) {
    Deletion deletion = deletion(request);
    List<ObjectNode> items =
        store.list(route.type(), route.namespace(), selector(route, request)).items();
    items.forEach(item ->
        registry.delete(
            route.type(),
            Json.text(item, "metadata", "namespace"),
            Json.text(item, "metadata", "name"),
            deletion));
    return Answer.ok(listOf(route.type(), items, store.revision()));
  }

  private static Deletion deletion(Request request) {
    ObjectNode options = request.body().isEmpty() ? Json.object() : object(request);
    if (!request.query("propagationPolicy").isEmpty()) {
      options.put("propagationPolicy", request.query("propagationPolicy"));
    }
    if (!request.query("gracePeriodSeconds").isEmpty()) {
      options.put("gracePeriodSeconds", Integer.parseInt(request.query("gracePeriodSeconds")));
    }
    return Deletion.parse(options, isDryRun(request));
  }

  private static Patch kind(String contentType) {
    return switch (contentType.split(";", 2)[0]) {
      case "application/json-patch+json" -> Patch.JSON;
      case "application/merge-patch+json" -> Patch.MERGE;
      case "application/strategic-merge-patch+json" -> Patch.STRATEGIC;
      default ->
          throw new ApiException(
              415,
              "UnsupportedMediaType",
              "the body of the request was in an unknown format: " + contentType);
    };
  }

  private static ObjectNode object(Request request) {
    if (Json.parseJson(request.body()) instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the body is no object");
  }

  private static boolean isDryRun(Request request) {
    return request.query("dryRun").equals("All");
  }

  static Writer writer(Request request) {
    return new Writer(request.manager(), request.isTrue("force"), isDryRun(request));
  }
}
