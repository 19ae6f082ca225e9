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
 * written nowhere and gone with it. Thread-safe.
 *
 * <p>What is encrypted at once has a number, counted up, and goes through the cipher in segments
 * with a tag each. Number and segment are the nonce, so none is used twice and no segment passes in
 * the place of another. Segments are small because the JDK's cipher is: it takes to the processor's
 * instructions after some thousand calls however long each is, and is fifty times slower before.
 */
final class SpillKey {
  static final int SEGMENT_BYTES = 16 << 10;
  static final int TAG_BYTES = 16;

  private static final int NONCE_BYTES = Long.BYTES + Integer.BYTES;
  private static final int KEY_BYTES = 32;
  private static final String CIPHER = "AES/GCM/NoPadding";

  private final SecretKeySpec key;
  private final AtomicLong numbers = new AtomicLong();

  SpillKey() {
    byte[] bits = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bits);
    this.key = new SecretKeySpec(bits, "AES");
  }

  /** How long so many bytes are once they are encrypted. */
  static int sealedBytes(int plainBytes) {
    return Long.BYTES + plainBytes + TAG_BYTES * Math.ceilDiv(plainBytes, SEGMENT_BYTES);
  }

  /**
   * Encrypts to number, cipher texts and tags.
   *
   * @param sealed what takes them, as long as {@link #sealedBytes} or longer
   */
  void encrypt(byte[] plain, byte[] sealed) {
    long number = numbers.incrementAndGet();
    ByteBuffer.wrap(sealed).putLong(number);
    try {
      Cipher cipher = Cipher.getInstance(CIPHER);
      int to = Long.BYTES;
      for (int from = 0; from < plain.length; from += SEGMENT_BYTES) {
        begin(cipher, Cipher.ENCRYPT_MODE, number, from);
        int length = Math.min(SEGMENT_BYTES, plain.length - from);
        to += cipher.doFinal(plain, from, length, sealed, to);
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /**
   * What was encrypted.
   *
   * @param plainBytes its length
   * @throws GeneralSecurityException when it is not what was written
   */
  byte[] decrypt(byte[] sealed, int plainBytes) throws GeneralSecurityException {
    long number = ByteBuffer.wrap(sealed).getLong();
    byte[] plain = new byte[plainBytes];
    Cipher cipher = Cipher.getInstance(CIPHER);
    int from = Long.BYTES;
    for (int to = 0; to < plainBytes; to += SEGMENT_BYTES) {
      begin(cipher, Cipher.DECRYPT_MODE, number, to);
      int length = Math.min(SEGMENT_BYTES, plainBytes - to) + TAG_BYTES;
      int _ = cipher.doFinal(sealed, from, length, plain, to);
      from += length;
    }
    return plain;
  }

  private void begin(Cipher cipher, int mode, long number, int plainFrom)
      throws GeneralSecurityException {
    byte[] nonce =
        ByteBuffer.allocate(NONCE_BYTES).putLong(number).putInt(plainFrom / SEGMENT_BYTES).array();
    cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
  }
}
