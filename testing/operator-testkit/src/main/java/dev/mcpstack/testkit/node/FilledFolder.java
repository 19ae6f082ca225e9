package dev.mcpstack.testkit.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A folder whose files all change at once, laid out as kubelets do: files are links into {@code
 * ..data}, which is a link to the folder of the moment. One thread at a time.
 */
final class FilledFolder {
  private static final String DATA = "..data";
  private final Path folder;
  private Map<String, VolumeFiles.File> files = Map.of();
  private Set<String> links = Set.of();
  private int version;

  FilledFolder(Path folder) {
    this.folder = Folders.made(folder);
  }

  /** Brings its files to this; if they are so already, nothing is touched. */
  void fill(Map<String, VolumeFiles.File> wanted) {
    if (version > 0 && wanted.equals(files)) {
      return;
    }
    try {
      Path before = folder.resolve("..v" + version++);
      Path now = Folders.made(folder.resolve("..v" + version));
      for (Map.Entry<String, VolumeFiles.File> entry : wanted.entrySet()) {
        Path file = now.resolve(entry.getKey());
        Folders.made(file.resolveSibling(""));
        Files.write(file, entry.getValue().content().array());
        Files.setPosixFilePermissions(file, Folders.permissions(entry.getValue().mode()));
      }
      Folders.link(folder.resolve(DATA), now.getFileName());
      Set<String> tops = new HashSet<>();
      wanted.keySet().forEach(path -> tops.add(path.split("/", 2)[0]));
      for (String top : tops) {
        if (!links.contains(top)) {
          Folders.link(folder.resolve(top), Path.of(DATA, top));
        }
      }
      for (String top : links) {
        if (!tops.contains(top)) {
          Files.deleteIfExists(folder.resolve(top));
        }
      }
      links = tops;
      files = Map.copyOf(wanted);
      if (Files.exists(before)) {
        Folders.delete(before);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
