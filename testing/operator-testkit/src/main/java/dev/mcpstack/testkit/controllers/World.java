package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.apply.BuiltInShape;
import dev.mcpstack.testkit.store.ApiException;
import dev.mcpstack.testkit.store.Deletion;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectKey;
import dev.mcpstack.testkit.store.ObjectStore;
import dev.mcpstack.testkit.store.Patch;
import dev.mcpstack.testkit.store.Registry;
import dev.mcpstack.testkit.store.ResourceType;
import dev.mcpstack.testkit.store.ResourceTypes;
import dev.mcpstack.testkit.store.Writer;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster as its controllers see and change it: by the same rules as everybody, but not over
 * HTTP.
 */
public final class World {
  private static final Writer WRITER = Writer.named("kube-controller-manager");
  private final ObjectStore store;
  private final ResourceTypes types;
  private final Registry registry;
  private final Clock clock;

  /** That of a store, changed by its registry. */
  public World(ObjectStore store, ResourceTypes types, Registry registry, Clock clock) {
    this.store = store;
    this.types = types;
    this.registry = registry;
    this.clock = clock;
  }

  /** The time of the cluster, in whole seconds. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  public long revision() {
    return store.revision();
  }

  Map<ObjectKey, ObjectNode> everything() {
    return store.all();
  }

  public List<ObjectNode> list(String plural) {
    return list(plural, "");
  }

  List<ObjectNode> list(String plural, String namespace) {
    return store.list(types.named(plural), namespace, object -> true).items();
  }

  public Optional<ObjectNode> find(String plural, String namespace, String name) {
    return store.get(ObjectKey.of(types.named(plural), namespace, name));
  }

  /** The objects of a resource by the uid of their controller. */
  Map<String, List<ObjectNode>> byController(String plural) {
    Map<String, List<ObjectNode>> owned = new HashMap<>();
    for (ObjectNode object : list(plural)) {
      for (JsonNode owner : Json.at(object, "metadata", "ownerReferences")) {
        if (owner.path("controller").asBoolean()) {
          owned.computeIfAbsent(Json.text(owner, "uid"), uid -> new ArrayList<>()).add(object);
        }
      }
    }
    return owned;
  }

  ObjectNode create(String plural, ObjectNode object) {
    ResourceType type = types.named(plural);
    object.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    return registry.create(type, namespace(object), Json.normal(object), WRITER);
  }

  /** Changes an object by a merge patch; a patch that changes nothing writes nothing. */
  ObjectNode patch(String plural, ObjectNode object, String subresource, ObjectNode patch) {
    ObjectNode normal = Json.normal(patch);
    // Most of what controllers find is as it should be; this keeps looking cheap.
    if (Patch.MERGE.to(object, normal, BuiltInShape.of("")).equals(object)) {
      return object;
    }
    return registry.patch(
        types.named(plural),
        namespace(object),
        name(object),
        Patch.MERGE,
        Json.normal(patch),
        subresource,
        WRITER);
  }

  public void status(String plural, ObjectNode object, ObjectNode status) {
    ObjectNode patch = Json.object();
    patch.set("status", status);
    patch(plural, object, "status", patch);
  }

  void replace(ObjectKey key, ObjectNode object) {
    registry.update(type(key), key.namespace(), key.name(), object, "", WRITER);
  }

  void delete(String plural, ObjectNode object) {
    delete(plural, object, Deletion.BACKGROUND);
  }

  /** Deletes an object if it is still there. */
  public void delete(String plural, ObjectNode object, Deletion deletion) {
    delete(ObjectKey.of(types.named(plural), namespace(object), name(object)), deletion);
  }

  void delete(ObjectKey key, Deletion deletion) {
    if (store.get(key).isPresent()) {
      registry.delete(type(key), key.namespace(), key.name(), deletion);
    }
  }

  private ResourceType type(ObjectKey key) {
    return types.all().stream()
        .filter(type -> type.qualified().equals(key.resource()))
        .findFirst()
        .orElseThrow();
  }

  /** Reports once per object and reason. */
  public void warn(ObjectNode about, String reason, String message) {
    String name =
        name(about)
            + "."
            + Integer.toHexString((Json.text(about, "metadata", "uid") + reason).hashCode());
    String namespace = namespace(about).isEmpty() ? "default" : namespace(about);
    if (find("events", namespace, name).isPresent()) {
      return;
    }
    ObjectNode event =
        Json.object().put("type", "Warning").put("reason", reason).put("message", message);
    Json.child(event, "metadata").put("name", name).put("namespace", namespace);
    ObjectNode involved = Json.child(event, "involvedObject");
    involved
        .put("kind", Json.text(about, "kind"))
        .put("apiVersion", Json.text(about, "apiVersion"));
    involved
        .put("name", name(about))
        .put("namespace", namespace)
        .put("uid", Json.text(about, "metadata", "uid"));
    event
        .put("firstTimestamp", now().toString())
        .put("lastTimestamp", now().toString())
        .put("count", 1);
    try {
      create("events", event);
    } catch (ApiException e) {
      // Events are best effort: a namespace that is going takes none.
      return;
    }
  }

  public static String name(JsonNode object) {
    return Json.text(object, "metadata", "name");
  }

  public static String namespace(JsonNode object) {
    return Json.text(object, "metadata", "namespace");
  }

  public static String uid(JsonNode object) {
    return Json.text(object, "metadata", "uid");
  }

  public static boolean isGoing(JsonNode object) {
    return object.path("metadata").has("deletionTimestamp");
  }

  /** Makes {@code owner} the controller of a new object, in its namespace. */
  static void own(ObjectNode owner, ObjectNode owned) {
    ObjectNode metadata = Json.child(owned, "metadata").put("namespace", namespace(owner));
    metadata
        .putArray("ownerReferences")
        .addObject()
        .put("apiVersion", Json.text(owner, "apiVersion"))
        .put("kind", Json.text(owner, "kind"))
        .put("name", name(owner))
        .put("uid", uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
  }

  /** A condition whose time of transition is that of its last change. */
  public ObjectNode condition(
      JsonNode object, String type, boolean status, String reason, String message) {
    String value = status ? "True" : "False";
    ObjectNode condition = Json.object().put("type", type).put("status", value);
    String since = now().toString();
    for (JsonNode present : Json.at(object, "status", "conditions")) {
      if (Json.text(present, "type").equals(type) && Json.text(present, "status").equals(value)) {
        since = Json.text(present, "lastTransitionTime");
      }
    }
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    if (!message.isEmpty()) {
      condition.put("message", message);
    }
    return condition.put("lastTransitionTime", since);
  }
}
