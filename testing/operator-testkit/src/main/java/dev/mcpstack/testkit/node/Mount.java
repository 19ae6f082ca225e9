package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A volume in a container.
 *
 * @param volume as the pod says it
 * @param inside where the container has it
 * @param subPath the part of the volume that it is; empty for all of it
 */
record Mount(JsonNode volume, String inside, String subPath) {

  /** Those of a container, outer ones first. */
  static List<Mount> of(JsonNode pod, JsonNode container) {
    List<Mount> mounts = new ArrayList<>();
    for (JsonNode mount : container.path("volumeMounts")) {
      if (mount.has("subPathExpr")) {
        throw new UnsupportedFeature("subPathExpr");
      }
      for (JsonNode volume : Json.at(pod, "spec", "volumes")) {
        if (Json.text(volume, "name").equals(Json.text(mount, "name"))) {
          String inside = Json.text(mount, "mountPath").replaceFirst("(?<=.)/+$", "");
          mounts.add(new Mount(volume, inside, Json.text(mount, "subPath")));
        }
      }
    }
    mounts.sort(Comparator.comparingInt(mount -> mount.inside.length()));
    return mounts;
  }

  String name() {
    return Json.text(volume, "name");
  }

  /** Where it is below the folder that stands for the container's root. */
  Path outside(Path root) {
    return root.resolve(inside.replaceFirst("^/+", ""));
  }
}
