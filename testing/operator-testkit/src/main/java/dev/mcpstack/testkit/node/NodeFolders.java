package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.controllers.World;
import dev.mcpstack.testkit.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the node keeps what. */
record NodeFolders(Path root, World world) {

  /** The name of the file, beside those of names, that keeps JVMs from remembering them. */
  static final String SECURITY = "java.security";

  static NodeFolders create(World world) {
    try {
      Path root = Files.createTempDirectory("mcpstack-node").toRealPath();
      NodeFolders folders = new NodeFolders(root, world);
      Files.writeString(
          folders.hosts(SECURITY),
          "networkaddress.cache.ttl=1\nnetworkaddress.cache.negative.ttl=0\n");
      return folders;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path pod(String uid) {
    return root.resolve("pods").resolve(uid);
  }

  /** What the containers of a pod say; it stays when the pod is gone. */
  Path log(String namespace, String pod) {
    return Folders.made(root.resolve("logs")).resolve(namespace + "_" + pod + ".log");
  }

  /** The names that pods of a namespace know. */
  Path hosts(String namespace) {
    return Folders.made(root.resolve("hosts")).resolve(namespace);
  }

  /** A volume that nothing of the cluster fills. */
  Path volume(ObjectNode pod, JsonNode volume) {
    if (volume.has("hostPath")) {
      return Path.of(Json.text(volume, "hostPath", "path"));
    }
    String claim = Json.text(volume, "persistentVolumeClaim", "claimName");
    if (!claim.isEmpty()) {
      return claim(World.namespace(pod), claim);
    }
    if (!volume.has("emptyDir")) {
      throw new UnsupportedFeature("the volume " + Json.text(volume, "name"));
    }
    return Folders.made(pod(World.uid(pod)).resolve(".shared").resolve(Json.text(volume, "name")));
  }

  /** What is on the volume of a claim, which outlives pods. */
  Path claim(String namespace, String name) {
    String uid =
        world
            .find("persistentvolumeclaims", namespace, name)
            .map(World::uid)
            .orElseThrow(() -> new IllegalArgumentException("no claim " + name));
    return Folders.made(root.resolve("claims").resolve(uid));
  }
}
