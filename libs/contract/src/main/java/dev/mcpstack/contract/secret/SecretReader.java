package dev.mcpstack.contract.secret;

import java.util.Map;
import java.util.Optional;

/**
 * Reads one value of a named secret. Read again at every use, so that a rotated secret is picked
 * up.
 */
@FunctionalInterface
public interface SecretReader {
  /** The value, or empty when there is none; never logged, never part of a message. */
  Optional<String> read(String secret, String key);

  /** Secrets held in memory: name → key → value. */
  static SecretReader of(Map<String, Map<String, String>> secrets) {
    return (secret, key) -> Optional.ofNullable(secrets.getOrDefault(secret, Map.of()).get(key));
  }

  /** Asks the other where this one has nothing. */
  default SecretReader orElse(SecretReader other) {
    return (secret, key) -> {
      Optional<String> own = read(secret, key);
      return own.isPresent() ? own : other.read(secret, key);
    };
  }
}
