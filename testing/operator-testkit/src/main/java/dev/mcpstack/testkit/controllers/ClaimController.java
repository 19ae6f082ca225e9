package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.util.Optional;

/** Binds claims whose storage class is there. */
final class ClaimController implements Controller {
  private static final String CLAIMS = "persistentvolumeclaims";
  private static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";

  @Override
  public void run(World world) {
    for (ObjectNode claim : world.list(CLAIMS)) {
      if (!World.isGoing(claim) && Json.text(claim, "status", "phase").equals("Pending")) {
        provision(world, claim);
      }
    }
  }

  private static void provision(World world, ObjectNode claim) {
    boolean said = claim.path("spec").has("storageClassName");
    String wanted = Json.text(claim, "spec", "storageClassName");
    Optional<String> storageClass = said ? found(world, wanted) : byDefault(world);
    if (storageClass.isEmpty()) {
      String why =
          said
              ? "storageclass.storage.k8s.io \"" + wanted + "\" not found"
              : "no persistent volumes available for this claim and no storage class is set";
      world.warn(claim, said ? "ProvisioningFailed" : "FailedBinding", why);
      return;
    }
    ObjectNode patch = Json.object();
    Json.child(patch, "spec")
        .put("storageClassName", storageClass.get())
        .put("volumeName", "pvc-" + World.uid(claim));
    world.patch(CLAIMS, claim, "", patch);
    ObjectNode status = Json.object().put("phase", "Bound");
    status.set("accessModes", Json.at(claim, "spec", "accessModes").deepCopy());
    status.set("capacity", Json.at(claim, "spec", "resources", "requests").deepCopy());
    world.status(CLAIMS, claim, status);
  }

  private static Optional<String> found(World world, String name) {
    return world.find("storageclasses", "", name).map(World::name);
  }

  private static Optional<String> byDefault(World world) {
    return world.list("storageclasses").stream()
        .filter(
            storage -> Json.text(storage, "metadata", "annotations", DEFAULT_CLASS).equals("true"))
        .map(World::name)
        .findFirst();
  }
}
