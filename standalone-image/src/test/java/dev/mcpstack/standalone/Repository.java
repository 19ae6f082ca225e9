package dev.mcpstack.standalone;

import java.nio.file.Path;
import java.util.Objects;

/** Where the files of this repository are. */
final class Repository {
  private Repository() {}

  /** The path of a file or folder, from the root. */
  static Path path(String relative) {
    String root = Objects.requireNonNull(System.getProperty("mcpstack.repository"));
    return Path.of(root).resolve(relative).toAbsolutePath().normalize();
  }
}
