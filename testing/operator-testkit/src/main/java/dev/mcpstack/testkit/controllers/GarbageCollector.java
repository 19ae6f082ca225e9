package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Deletion;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectKey;
import java.util.HashMap;
import java.util.Map;

/** Deletes what has no owner left, and sees deletions through that wait for what is owned. */
final class GarbageCollector implements Controller {
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";
  private static final Deletion FOREGROUND_DELETION = Deletion.of("Foreground");

  @Override
  public void run(World world) {
    Map<ObjectKey, ObjectNode> objects = world.everything();
    Map<String, ObjectNode> byUid = new HashMap<>();
    Map<String, Integer> blocking = new HashMap<>();
    objects.values().forEach(object -> byUid.put(World.uid(object), object));
    objects.forEach((key, object) -> {
      JsonNode owners = Json.at(object, "metadata", "ownerReferences");
      int present = 0;
      boolean foreground = false;
      for (JsonNode reference : owners) {
        ObjectNode owner = byUid.get(Json.text(reference, "uid"));
        present += owner == null ? 0 : 1;
        if (owner != null && holds(owner, FOREGROUND)) {
          foreground = true;
          if (reference.path("blockOwnerDeletion").asBoolean()) {
            blocking.merge(World.uid(owner), 1, Integer::sum);
          }
        }
        if (owner != null && holds(owner, ORPHAN)) {
          disown(world, key, object, World.uid(owner));
          return;
        }
      }
      if (!owners.isEmpty() && !World.isGoing(object) && (present == 0 || foreground)) {
        world.delete(key, foreground ? FOREGROUND_DELETION : Deletion.BACKGROUND);
      }
    });
    objects.forEach((key, object) -> {
      if (holds(object, ORPHAN)
          || (holds(object, FOREGROUND) && !blocking.containsKey(World.uid(object)))) {
        release(world, key, object);
      }
    });
  }

  private static boolean holds(ObjectNode object, String finalizer) {
    return World.isGoing(object)
        && Json.texts(Json.at(object, "metadata", "finalizers")).contains(finalizer);
  }

  private static void disown(World world, ObjectKey key, ObjectNode object, String uid) {
    ObjectNode next = object.deepCopy();
    ArrayNode references = Json.list(Json.child(next, "metadata"), "ownerReferences");
    references.removeIf(reference -> Json.text(reference, "uid").equals(uid));
    world.replace(key, next);
  }

  private static void release(World world, ObjectKey key, ObjectNode object) {
    ObjectNode next = object.deepCopy();
    ArrayNode finalizers = Json.list(Json.child(next, "metadata"), "finalizers");
    finalizers.removeIf(name -> name.asText().equals(FOREGROUND) || name.asText().equals(ORPHAN));
    world.replace(key, next);
  }
}
