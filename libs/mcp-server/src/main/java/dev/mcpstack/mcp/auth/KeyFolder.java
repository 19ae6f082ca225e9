package dev.mcpstack.mcp.auth;

import dev.mcpstack.contract.principal.Principal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bearer keys in a folder: one file a caller, named as the caller is, with one line. A key that is
 * added, replaced or removed counts from the next {@link #refresh} on. Thread-safe.
 */
public final class KeyFolder implements Authenticator {
  private static final int MOST_BYTES = 4_096;
  private static final Logger LOG = LoggerFactory.getLogger(KeyFolder.class);

  private final Path folder;
  private Map<String, String> read;
  private volatile BearerKeys keys;

  /**
   * The keys in the folder.
   *
   * @throws IllegalArgumentException when it holds none or one that can't be used; the message says
   *     which file and never what it holds
   */
  public KeyFolder(Path folder) {
    this.folder = folder;
    this.read = read();
    this.keys = keys(read);
  }

  @Override
  public Optional<Principal> authenticate(Caller caller) {
    return keys.authenticate(caller);
  }

  /** Reads the folder again. Where it can't be used, the keys of before go on counting. */
  public synchronized void refresh() {
    try {
      Map<String, String> now = read();
      if (!now.equals(read)) {
        keys = keys(now);
        read = now;
        LOG.info("The keys in {} are read anew, {} of them", folder, now.size());
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("The keys stay as they were: {}", e.getMessage());
    }
  }

  private BearerKeys keys(Map<String, String> named) {
    if (named.isEmpty()) {
      throw new IllegalArgumentException(
          "the folder of keys " + folder + " holds no key: add a file for each caller");
    }
    return new BearerKeys(named);
  }

  private Map<String, String> read() {
    Map<String, String> named = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        // Kubernetes keeps the versions of a mounted secret in folders that begin with dots.
        if (!name.startsWith(".") && Files.isRegularFile(file)) {
          if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("the key file " + file + " is too large");
          }
          named.put(name, Files.readString(file).strip());
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("the folder of keys " + folder + " can't be read", e);
    }
    return named;
  }
}
