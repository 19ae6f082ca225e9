package dev.mcpstack.mcp.auth;

import dev.mcpstack.contract.principal.Principal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Bearer keys by principal. Only digests are kept, and every key is compared, so timing tells
 * nothing about them.
 */
public final class BearerKeys implements Authenticator {
  /** The least a key may have: a generated one has 43. */
  public static final int MIN_LENGTH = 16;

  private static final String SCHEME = "Bearer ";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Map<Principal, byte[]> digests = new HashMap<>();

  /**
   * Keys of principals that hold every scope.
   *
   * @param keys name of a principal → its key
   * @throws IllegalArgumentException when a key is shorter than {@value #MIN_LENGTH} characters;
   *     the message names the principal, never the key
   */
  public BearerKeys(Map<String, String> keys) {
    keys.forEach((name, key) -> {
      if (key.length() < MIN_LENGTH) {
        throw new IllegalArgumentException(
            "the key of '"
                + name
                + "' is shorter than "
                + MIN_LENGTH
                + " characters: use a longer one");
      }
      digests.put(Principal.withAllScopes(name), digest(key));
    });
  }

  /** A new key of 256 random bits. */
  public static String generate() {
    byte[] bits = new byte[32];
    RANDOM.nextBytes(bits);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }

  @Override
  public Optional<Principal> authenticate(Caller caller) {
    String authorization = caller.authorization();
    if (authorization == null
        || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    byte[] presented = digest(authorization.substring(SCHEME.length()).strip());
    Optional<Principal> found = Optional.empty();
    for (Map.Entry<Principal, byte[]> entry : digests.entrySet()) {
      if (MessageDigest.isEqual(entry.getValue(), presented)) {
        found = Optional.of(entry.getKey());
      }
    }
    return found;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
