package dev.mcpstack.operator.pki.generated;

import dev.mcpstack.operator.pki.SecretText;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** Text that nobody guesses. */
final class RandomText {
  private static final int BYTES = 32;

  private RandomText() {}

  /** 256 bits in 43 characters that need no escaping anywhere. */
  static SecretText of(RandomGenerator random) {
    byte[] bits = new byte[BYTES];
    random.nextBytes(bits);
    return SecretText.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
  }
}
