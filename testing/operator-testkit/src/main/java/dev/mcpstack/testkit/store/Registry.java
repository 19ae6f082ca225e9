package dev.mcpstack.testkit.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.apply.BuiltInShape;
import dev.mcpstack.testkit.apply.Manager;
import dev.mcpstack.testkit.apply.Ownership;
import dev.mcpstack.testkit.apply.Shape;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * The one path on which objects change: versions, generations, status apart, finalizers, owners of
 * fields. One change at a time.
 */
public final class Registry {
  private static final String STATUS = "status";
  private static final String GRACE = "deletionGracePeriodSeconds";
  private final ObjectStore store;
  private final Kinds kinds;
  private final ResourceTypes types;
  private final Clock clock;
  private final Random random = new Random(7);

  public Registry(ObjectStore store, ResourceTypes types, Kinds kinds, Clock clock) {
    this.store = store;
    this.types = types;
    this.kinds = kinds;
    this.clock = clock;
  }

  public ObjectNode get(ResourceType type, String namespace, String name) {
    return store
        .get(ObjectKey.of(type, namespace, name))
        .orElseThrow(() -> ApiException.notFound(type, name));
  }

  public ObjectNode create(ResourceType type, String namespace, ObjectNode body, Writer writer) {
    return locked(() -> {
      ObjectNode next = body.deepCopy();
      ObjectNode metadata = Json.child(next, "metadata");
      if (!Json.text(metadata, "resourceVersion").isEmpty()) {
        throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
      }
      metadata.remove("managedFields");
      ObjectNode ready = prepareNew(type, namespace, next);
      complete(type, Optional.empty(), ready);
      Ownership.updated(Json.object(), ready, kinds.shape(type), manager(type, writer, false, ""));
      return insert(type, namespace, ready, writer);
    });
  }

  public ObjectNode update(
      ResourceType type,
      String namespace,
      String name,
      ObjectNode body,
      String subresource,
      Writer writer) {
    return locked(() -> {
      ObjectNode live = get(type, namespace, name);
      boolean custom = !(kinds.shape(type) instanceof BuiltInShape);
      if (custom && Json.text(body, "metadata", "resourceVersion").isEmpty()) {
        throw ApiException.invalid(
            type,
            name,
            List.of(
                new ApiException.Cause(
                    "FieldValueInvalid",
                    "metadata.resourceVersion",
                    "Invalid value: 0: must be specified for an update")));
      }
      return change(type, namespace, live, body.deepCopy(), subresource, writer);
    });
  }

  public ObjectNode patch(
      ResourceType type,
      String namespace,
      String name,
      Patch patch,
      JsonNode body,
      String subresource,
      Writer writer) {
    return locked(() -> {
      ObjectNode live = get(type, namespace, name);
      ObjectNode next = Json.normal(patch.to(live, body, kinds.shape(type)));
      return change(type, namespace, live, next, subresource, writer);
    });
  }

  public ObjectNode apply(
      ResourceType type,
      String namespace,
      String name,
      ObjectNode body,
      String subresource,
      Writer writer) {
    return locked(() -> {
      ObjectNode config = configuration(type, name, body, subresource);
      Optional<ObjectNode> live = store.get(ObjectKey.of(type, namespace, name));
      Shape shape = kinds.shape(type);
      Manager manager = manager(type, writer, true, subresource);
      if (live.isPresent()) {
        checkVersion(type, live.get(), body);
        ObjectNode next = Ownership.applied(live.get(), config, shape, manager, writer.force());
        return replace(type, namespace, live.get(), next, subresource, writer);
      }
      if (!subresource.isEmpty()) {
        throw ApiException.notFound(type, name);
      }
      Json.child(config, "metadata").put("name", name);
      ObjectNode next = Ownership.applied(Json.object(), config, shape, manager, true);
      ObjectNode ready = prepareNew(type, namespace, next);
      complete(type, Optional.empty(), ready);
      return insert(type, namespace, ready, writer);
    });
  }

  private ObjectNode configuration(
      ResourceType type, String name, ObjectNode body, String subresource) {
    ObjectNode config = body.deepCopy();
    if (!Json.text(config, "kind").equals(type.kind())
        || !Json.text(config, "apiVersion").equals(type.apiVersion())) {
      throw ApiException.badRequest(
          "the object provided is of another kind or version (%s, %s) than the path (%s, %s)"
              .formatted(
                  Json.text(config, "apiVersion"),
                  Json.text(config, "kind"),
                  type.apiVersion(),
                  type.kind()));
    }
    checkName(name, config);
    if (!Json.at(config, "metadata", "managedFields").isEmpty()) {
      throw ApiException.badRequest("metadata.managedFields must be nil");
    }
    Json.dropNulls(config);
    kinds.checkApplied(type, config);
    if (subresource.equals(STATUS)) {
      config.retain("apiVersion", "kind", "metadata", STATUS);
      ObjectNode metadata = Json.child(config, "metadata");
      metadata.retain("name", "namespace");
    } else if (type.status()) {
      config.remove(STATUS);
    }
    return config;
  }

  private ObjectNode prepareNew(ResourceType type, String namespace, ObjectNode next) {
    ObjectNode metadata = Json.child(next, "metadata");
    if (Json.text(metadata, "name").isEmpty() && !Json.text(metadata, "generateName").isEmpty()) {
      metadata.put("name", Json.text(metadata, "generateName") + suffix());
    }
    String name = Json.text(metadata, "name");
    if (name.isEmpty()) {
      throw ApiException.invalid(
          type,
          "",
          List.of(
              new ApiException.Cause(
                  "FieldValueRequired",
                  "metadata.name",
                  "Required value: name or generateName is required")));
    }
    if (type.namespaced()) {
      checkNamespace(type, namespace, name, Json.text(metadata, "namespace"));
      metadata.put("namespace", namespace);
    } else {
      metadata.remove("namespace");
    }
    if (store.get(ObjectKey.of(type, namespace, name)).isPresent()) {
      throw ApiException.alreadyExists(type, name);
    }
    List.of("deletionTimestamp", "generation", "resourceVersion", "selfLink")
        .forEach(metadata::remove);
    metadata
        .put("uid", new UUID(random.nextLong(), random.nextLong()).toString())
        .put("creationTimestamp", now());
    next.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    if (type.status()) {
      next.remove(STATUS);
    }
    if (type.generation()) {
      metadata.put("generation", 1);
    }
    return next;
  }

  private void checkNamespace(ResourceType type, String namespace, String name, String said) {
    if (!said.isEmpty() && !said.equals(namespace)) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    ResourceType namespaces = types.named("namespaces");
    ObjectNode holder =
        store
            .get(ObjectKey.of(namespaces, "", namespace))
            .orElseThrow(() -> ApiException.notFound(namespaces, namespace));
    if (holder.path("metadata").has("deletionTimestamp")) {
      throw ApiException.forbidden(
          type,
          name,
          "unable to create new content in namespace %s because it is being terminated"
              .formatted(namespace));
    }
  }

  private ObjectNode insert(ResourceType type, String namespace, ObjectNode next, Writer writer) {
    refuse(type, next, kinds.problems(type, Optional.empty(), next));
    kinds.admit(type, next);
    return writer.dryRun() ? next : stored(type, namespace, next);
  }

  private ObjectNode stored(ResourceType type, String namespace, ObjectNode next) {
    ObjectNode stored =
        store.put(ObjectKey.of(type, namespace, Json.text(next, "metadata", "name")), next);
    kinds.stored(type, stored);
    return stored;
  }

  private ObjectNode change(
      ResourceType type,
      String namespace,
      ObjectNode live,
      ObjectNode next,
      String subresource,
      Writer writer) {
    checkName(Json.text(live, "metadata", "name"), next);
    checkVersion(type, live, next);
    if (next.equals(live)) {
      return live;
    }
    if (Json.at(next, "metadata", "managedFields").isMissingNode()) {
      Json.child(next, "metadata")
          .set("managedFields", Json.at(live, "metadata", "managedFields").deepCopy());
    }
    ObjectNode merged = separate(type, live, next, subresource);
    complete(type, Optional.of(live), merged);
    Ownership.updated(live, merged, kinds.shape(type), manager(type, writer, false, subresource));
    return replace(type, namespace, live, merged, subresource, writer);
  }

  /** A write to the status changes nothing else; any other write doesn't change the status. */
  private static ObjectNode separate(
      ResourceType type, ObjectNode live, ObjectNode next, String subresource) {
    ObjectNode merged = subresource.equals(STATUS) ? live.deepCopy() : next;
    JsonNode status = (subresource.equals(STATUS) || !type.status() ? next : live).get(STATUS);
    if (status == null) {
      merged.remove(STATUS);
    } else {
      merged.set(STATUS, status.deepCopy());
    }
    return merged;
  }

  private ObjectNode replace(
      ResourceType type,
      String namespace,
      ObjectNode live,
      ObjectNode wanted,
      String subresource,
      Writer writer) {
    ObjectNode next = separate(type, live, wanted, subresource);
    if (subresource.equals(STATUS)) {
      Json.child(next, "metadata")
          .set("managedFields", Json.at(wanted, "metadata", "managedFields"));
    }
    complete(type, Optional.of(live), next);
    keepIdentity(type, live, next);
    if (next.equals(live)) {
      return live;
    }
    refuse(type, next, kinds.problems(type, Optional.of(live), next));
    if (writer.dryRun()) {
      return next;
    }
    return isFinished(next) ? removed(type, namespace, next) : stored(type, namespace, next);
  }

  private static void keepIdentity(ResourceType type, ObjectNode live, ObjectNode next) {
    ObjectNode metadata = Json.child(next, "metadata");
    String uid = Json.text(metadata, "uid");
    if (!uid.isEmpty() && !uid.equals(Json.text(live, "metadata", "uid"))) {
      throw ApiException.conflict(
          type,
          Json.text(live, "metadata", "name"),
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(uid, Json.text(live, "metadata", "uid")));
    }
    for (String field :
        List.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "deletionTimestamp",
            GRACE,
            "generation")) {
      JsonNode value = Json.at(live, "metadata", field);
      if (value.isMissingNode()) {
        metadata.remove(field);
      } else {
        metadata.set(field, value);
      }
    }
    for (String list : List.of("finalizers", "ownerReferences", "managedFields")) {
      if (metadata.path(list).isEmpty()) {
        metadata.remove(list);
      }
    }
    for (String map : List.of("labels", "annotations")) {
      if (metadata.path(map).isEmpty()) {
        metadata.remove(map);
      }
    }
    next.put("apiVersion", type.apiVersion()).put("kind", type.kind());
    if (type.generation() && !specification(live).equals(specification(next))) {
      metadata.put("generation", Json.at(live, "metadata", "generation").asLong() + 1);
      next.set("metadata", Json.normal(metadata));
    }
  }

  private static ObjectNode specification(ObjectNode object) {
    return object.deepCopy().remove(Set.of("metadata", STATUS));
  }

  private static boolean isFinished(ObjectNode object) {
    return object.path("metadata").has("deletionTimestamp")
        && Json.at(object, "metadata", GRACE).asInt() == 0
        && Json.at(object, "metadata", "finalizers").isEmpty()
        && !(Json.text(object, "kind").equals("Namespace")
            && !Json.at(object, "spec", "finalizers").isEmpty());
  }

  private ObjectNode removed(ResourceType type, String namespace, ObjectNode last) {
    ObjectNode gone =
        store.remove(ObjectKey.of(type, namespace, Json.text(last, "metadata", "name")), last);
    kinds.removed(type, gone);
    return gone;
  }

  /**
   * Deletes, or marks as being deleted when finalizers hold it. Returns the object as it is or last
   * was.
   */
  public ObjectNode delete(ResourceType type, String namespace, String name, Deletion deletion) {
    return locked(() -> {
      ObjectNode live = get(type, namespace, name);
      checkPreconditions(type, live, deletion);
      ObjectNode next = live.deepCopy();
      ObjectNode metadata = Json.child(next, "metadata");
      String finalizer =
          switch (deletion.policy()) {
            case "Foreground" -> "foregroundDeletion";
            case "Orphan" -> "orphan";
            default -> "";
          };
      boolean marked = metadata.has("deletionTimestamp");
      if (!marked) {
        metadata.put("deletionTimestamp", "");
        if (type.generation()) {
          metadata.put("generation", metadata.path("generation").asLong() + 1);
        }
        if (type.plural().equals("namespaces")) {
          Json.child(next, STATUS).put("phase", "Terminating");
        }
      }
      int grace = deletion.graceSeconds().orElseGet(() -> kinds.graceSeconds(type, live));
      // Later deletions may only shorten it.
      if (!marked || grace < metadata.path(GRACE).asInt()) {
        metadata
            .put(
                "deletionTimestamp",
                clock.instant().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString())
            .put(GRACE, grace);
      }
      if (!finalizer.isEmpty() && !Json.texts(metadata.path("finalizers")).contains(finalizer)) {
        Json.list(metadata, "finalizers").add(finalizer);
      }
      ObjectNode normal = Json.normal(next);
      if (deletion.dryRun() || (normal.equals(live) && !isFinished(normal))) {
        return live;
      }
      return isFinished(normal)
          ? removed(type, namespace, normal)
          : stored(type, namespace, normal);
    });
  }

  private static void checkPreconditions(ResourceType type, ObjectNode live, Deletion deletion) {
    String uid = Json.text(live, "metadata", "uid");
    String name = Json.text(live, "metadata", "name");
    if (!deletion.uid().isEmpty() && !deletion.uid().equals(uid)) {
      throw ApiException.conflict(
          type,
          name,
          "Precondition failed: UID in precondition: %s, UID in object meta: %s"
              .formatted(deletion.uid(), uid));
    }
    String version = Json.text(live, "metadata", "resourceVersion");
    if (!deletion.resourceVersion().isEmpty() && !deletion.resourceVersion().equals(version)) {
      throw ApiException.conflict(
          type,
          name,
          "Precondition failed: ResourceVersion in precondition: %s, ResourceVersion in object meta: %s"
              .formatted(deletion.resourceVersion(), version));
    }
  }

  private static void checkName(String name, ObjectNode body) {
    String said = Json.text(body, "metadata", "name");
    if (!said.isEmpty() && !said.equals(name)) {
      throw ApiException.badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(said, name));
    }
  }

  private static void checkVersion(ResourceType type, ObjectNode live, ObjectNode body) {
    String said = Json.text(body, "metadata", "resourceVersion");
    if (!said.isEmpty() && !said.equals(Json.text(live, "metadata", "resourceVersion"))) {
      throw ApiException.changedMeanwhile(type, Json.text(live, "metadata", "name"));
    }
  }

  private void complete(ResourceType type, Optional<ObjectNode> old, ObjectNode next) {
    kinds.complete(type, old, next);
  }

  private static void refuse(ResourceType type, ObjectNode next, List<ApiException.Cause> causes) {
    if (!causes.isEmpty()) {
      throw ApiException.invalid(type, Json.text(next, "metadata", "name"), causes);
    }
  }

  private Manager manager(ResourceType type, Writer writer, boolean apply, String subresource) {
    return new Manager(writer.manager(), apply, subresource, type.apiVersion(), clock.instant());
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private String suffix() {
    String letters = "bcdfghjklmnpqrstvwxz2456789";
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      suffix.append(letters.charAt(random.nextInt(letters.length())));
    }
    return suffix.toString();
  }

  private <T> T locked(Supplier<T> action) {
    synchronized (store) {
      return action.get();
    }
  }
}
