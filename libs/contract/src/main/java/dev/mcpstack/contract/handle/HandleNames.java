package dev.mcpstack.contract.handle;

import java.security.SecureRandom;
import java.util.Base64;

/** Mints handle names: a prefix that helps a reader, then 256 random bits. */
final class HandleNames {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  private HandleNames() {}

  static String mint(HandleKind kind) {
    byte[] bits = new byte[BYTES];
    RANDOM.nextBytes(bits);
    return kind.prefix() + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
  }
}
