package dev.mcpstack.contract.data;

import java.security.MessageDigest;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/**
 * How the servers of one process know each other until they have certificates: a secret that is
 * made when the process starts, handed over by reference and written nowhere.
 */
public final class PeerTrust {
  private static final int BYTES = 32;

  private final byte[] secret;

  private PeerTrust(byte[] secret) {
    this.secret = secret;
  }

  /** Trust between those who are handed this object. */
  public static PeerTrust random() {
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    return new PeerTrust(secret);
  }

  byte[] secret() {
    return secret.clone();
  }

  /** Whether the peer knows the secret. Takes equally long for every wrong one. */
  boolean accepts(byte @Nullable [] presented) {
    return presented != null && MessageDigest.isEqual(secret, presented);
  }
}
