package dev.mcpstack.testkit.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcpstack.testkit.store.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** The part of this machine's files that a container sees as its own. */
final class ContainerFolder {
  private static final int LONGEST_MESSAGE = 4096;

  private final Path root;
  private final Path message;
  private final Rewrite rewrite;
  private final String address;
  private final Sources sources;
  private final Map<JsonNode, FilledFolder> filled = new LinkedHashMap<>();

  /**
   * Lays out what a container mounts.
   *
   * @param folder that is its alone
   * @param shared where a volume is that nothing of the cluster fills
   */
  ContainerFolder(
      Path folder,
      ObjectNode pod,
      JsonNode container,
      String address,
      Sources sources,
      Function<JsonNode, Path> shared) {
    this.root = Folders.made(folder.resolve("root"));
    this.address = address;
    this.sources = sources;
    String messagePath = Json.text(container, "terminationMessagePath");
    this.message = root.resolve(messagePath.replaceFirst("^/+", ""));
    Map<String, Path> paths = new HashMap<>();
    paths.put(messagePath, message);
    Iterable<Mount> mounts = Mount.of(pod, container);
    mounts.forEach(mount -> paths.put(mount.inside(), mount.outside(root)));
    this.rewrite = new Rewrite(paths, address);
    Map<String, Path> volumes = new HashMap<>();
    for (Mount mount : mounts) {
      Path volume =
          volumes.computeIfAbsent(
              mount.name(),
              name -> {
                Path own = folder.resolve("volumes").resolve(name);
                if (files(pod).of(mount.volume()).isEmpty()) {
                  return shared.apply(mount.volume());
                }
                filled.put(mount.volume(), new FilledFolder(own));
                return own;
              });
      Path outside = mount.outside(root);
      Folders.made(outside.resolveSibling(""));
      Folders.link(outside, mount.subPath().isEmpty() ? volume : volume.resolve(mount.subPath()));
    }
    Folders.made(message.resolveSibling(""));
    refresh(pod);
  }

  /** Brings the files of Secrets, ConfigMaps and of the pod's own fields to what they are now. */
  void refresh(ObjectNode pod) {
    VolumeFiles files = files(pod);
    filled.forEach((volume, folder) -> files.of(volume).ifPresent(folder::fill));
  }

  private VolumeFiles files(ObjectNode pod) {
    return new VolumeFiles(pod, sources, address, rewrite);
  }

  Path root() {
    return root;
  }

  Rewrite rewrite() {
    return rewrite;
  }

  /** For the next process, which has said nothing yet. */
  void clearMessage() {
    try {
      Files.write(message, new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the last process left to be said of its end. */
  String message() {
    try {
      byte[] bytes = Files.exists(message) ? Files.readAllBytes(message) : new byte[0];
      byte[] start = Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST_MESSAGE));
      return new String(start, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
