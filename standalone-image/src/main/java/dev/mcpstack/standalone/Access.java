package dev.mcpstack.standalone;

import dev.mcpstack.contract.net.Loopback;
import dev.mcpstack.mcp.auth.Authenticator;
import dev.mcpstack.mcp.auth.BearerKeys;
import dev.mcpstack.mcp.runtime.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may call the endpoint. It never shows the key as text.
 *
 * @param authenticator finds the caller of a request
 * @param key the bearer key, null when none is asked for
 * @param file where the key came from, null when it was generated
 */
record Access(Authenticator authenticator, @Nullable String key, @Nullable Path file) {
  private static final String PRINCIPAL = "default";
  private static final Pattern KEY = Pattern.compile("[!-~]{" + BearerKeys.MIN_LENGTH + ",512}");
  private static final String WANTED =
      "it needs one line of "
          + BearerKeys.MIN_LENGTH
          + " to 512 visible ASCII characters without spaces";
  private static final int MOST_BYTES = 4_096;

  /** A new key. */
  static Access generated() {
    return keyed(BearerKeys.generate(), null);
  }

  /**
   * The key in a file, without the line break after it.
   *
   * @throws StartFailure when there is none; it never shows what the file holds
   */
  static Access fromFile(Path file) {
    String key;
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw unusable(file, null);
      }
      key = Files.readString(file).strip();
    } catch (IOException e) {
      throw unusable(file, e);
    }
    if (!KEY.matcher(key).matches()) {
      throw unusable(file, null);
    }
    return keyed(key, file);
  }

  /**
   * Everybody who can reach the endpoint.
   *
   * @throws StartFailure when that is more than this machine
   */
  static Access open(String host) {
    if (!Loopback.isLoopback(host)) {
      throw new StartFailure(
          "without a key the endpoint is served on loopback only, not on "
              + host
              + ": leave out --no-auth, or set spec.gateway.auth.required to true");
    }
    return new Access(Authenticator.open(), null, null);
  }

  /**
   * A key from somewhere else.
   *
   * @throws StartFailure when it is none; it never shows what it is instead
   */
  static String checked(String key, String where) {
    if (!KEY.matcher(key).matches()) {
      throw new StartFailure(where + " holds no key: " + WANTED);
    }
    return key;
  }

  private static Access keyed(String key, @Nullable Path file) {
    return new Access(new BearerKeys(Map.of(PRINCIPAL, key)), key, file);
  }

  private static StartFailure unusable(Path file, @Nullable Throwable cause) {
    return new StartFailure(
        "the key file " + file + " can't be read or holds no key: " + WANTED, cause);
  }

  @Override
  public String toString() {
    return key == null ? "Access[open]" : "Access[key]";
  }
}
