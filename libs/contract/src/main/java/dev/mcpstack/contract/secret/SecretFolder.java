package dev.mcpstack.contract.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Secrets as files {@code <folder>/<secret>/<key>}, as Kubernetes mounts them. One trailing line
 * break is dropped.
 */
public final class SecretFolder implements SecretReader {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,252}");
  private static final long MAX_BYTES = 64 * 1024;

  private final Path folder;

  /** Secrets below a folder, which need not exist. */
  public SecretFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<String> read(String secret, String key) {
    if (!NAME.matcher(secret).matches() || !NAME.matcher(key).matches()) {
      return Optional.empty(); // A name with a path in it names no secret.
    }
    Path file = folder.resolve(secret).resolve(key);
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new IllegalStateException(
            "the secret file " + file + " is larger than " + MAX_BYTES + " bytes");
      }
      String text = Files.readString(file);
      return Optional.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("the secret file " + file + " can't be read", e);
    }
  }
}
