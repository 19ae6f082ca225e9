package dev.mcpstack.contract.handle;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;

/** Mints handle names: a prefix that helps a reader, then 256 random bits. Thread-safe. */
public final class HandleNames {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  /** Random bits in stock: to ask for a few costs as much as for many. */
  private static final byte[] STOCK = new byte[64 * BYTES];

  private static int used = STOCK.length;

  private HandleNames() {}

  /** A name for a handle of the kind. */
  public static String mint(HandleKind kind) {
    return kind.prefix() + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bits());
  }

  /** A name for a lease, which nobody outside the store ever sees. */
  public static String lease() {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bits());
  }

  private static byte[] bits() {
    synchronized (STOCK) {
      if (used == STOCK.length) {
        RANDOM.nextBytes(STOCK);
        used = 0;
      }
      byte[] bits = Arrays.copyOfRange(STOCK, used, used + BYTES);
      // Nothing that was given out stays readable in memory.
      Arrays.fill(STOCK, used, used + BYTES, (byte) 0);
      used += BYTES;
      return bits;
    }
  }
}
