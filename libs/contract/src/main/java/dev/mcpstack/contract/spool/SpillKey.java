package dev.mcpstack.contract.spool;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that a process encrypts its spill files with: AES-256-GCM, made when the process starts,
 * written nowhere and gone with it. Nonces count up, so none is used twice. Thread-safe.
 */
final class SpillKey {
  static final int NONCE_BYTES = 12;
  static final int TAG_BYTES = 16;

  private static final int KEY_BYTES = 32;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final AtomicLong nonces = new AtomicLong();

  SpillKey() {
    byte[] bits = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bits);
    this.key = new SecretKeySpec(bits, "AES");
  }

  /** Nonce, cipher text and tag, ready to be written. */
  ByteBuffer encrypt(byte[] plain) {
    byte[] nonce = ByteBuffer.allocate(NONCE_BYTES).putLong(4, nonces.incrementAndGet()).array();
    ByteBuffer sealed = ByteBuffer.allocate(NONCE_BYTES + plain.length + TAG_BYTES);
    sealed.put(nonce);
    try {
      cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(ByteBuffer.wrap(plain), sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
    return sealed.flip();
  }

  /**
   * What was encrypted.
   *
   * @throws GeneralSecurityException when it is not what was written
   */
  byte[] decrypt(byte[] sealed) throws GeneralSecurityException {
    byte[] nonce = java.util.Arrays.copyOf(sealed, NONCE_BYTES);
    return cipher(Cipher.DECRYPT_MODE, nonce)
        .doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
  }

  private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(CIPHER);
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
    return cipher;
  }
}
