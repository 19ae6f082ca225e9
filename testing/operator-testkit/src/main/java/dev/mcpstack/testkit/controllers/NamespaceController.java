package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Deletion;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.ObjectKey;

/** Empties namespaces that are going, and lets them go. */
final class NamespaceController implements Controller {

  @Override
  public void run(World world) {
    for (ObjectNode namespace : world.list("namespaces")) {
      if (World.isGoing(namespace)) {
        empty(world, namespace);
      }
    }
  }

  private static void empty(World world, ObjectNode namespace) {
    String name = World.name(namespace);
    int left = 0;
    for (ObjectKey key : world.everything().keySet()) {
      if (key.namespace().equals(name)) {
        world.delete(key, Deletion.BACKGROUND);
        left++;
      }
    }
    if (left == 0) {
      ObjectNode patch = Json.object();
      Json.child(patch, "spec").putArray("finalizers");
      world.patch("namespaces", namespace, "", patch);
    }
  }
}
