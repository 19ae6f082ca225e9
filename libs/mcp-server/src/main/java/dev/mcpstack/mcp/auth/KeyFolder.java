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

  /**
   * Reads the folder again. A key that is gone counts no more, though it was the last; one that
   * can't be used is left out, and keeps no other from counting. Only where the folder itself can't
   * be read do those of before go on.
   */
  public synchronized void refresh() {
    try {
      Map<String, String> now = read();
      if (!now.equals(read)) {
        Map<String, String> usable = usable(now);
        keys = new BearerKeys(usable);
        read = now;
        LOG.info("The keys in {} are read anew, {} of them", folder, usable.size());
      }
    } catch (IllegalArgumentException e) {
      LOG.warn("The keys stay as they were: {}", e.getMessage());
    }
  }

  private static Map<String, String> usable(Map<String, String> named) {
    Map<String, String> usable = new TreeMap<>();
    named.forEach((name, key) -> {
      if (key.length() < BearerKeys.MIN_LENGTH) {
        LOG.warn(
            "The key of {} does not count: it is shorter than {} characters",
            name,
            BearerKeys.MIN_LENGTH);
      } else {
        usable.put(name, key);
      }
    });
    return usable;
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
