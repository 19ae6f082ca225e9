package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import java.time.Duration;

/**
 * Hands rows over before a chunk is full, so that who reads along has the first at once and later
 * ones soon. Not thread-safe.
 */
final class LiveCut {
  /** Fetched first and sent by themselves: a driver gives no row before it has all it fetches. */
  static final int FIRST_ROWS = 256;

  private static final long OLDEST_NANOS = Duration.ofMillis(500).toNanos();

  /** Asking for the time costs as much as a row. */
  private static final int LOOK_EVERY = 64;

  private final ChunkEncoder encoder;
  private long cutNanos = System.nanoTime();

  LiveCut(ChunkEncoder encoder) {
    this.encoder = encoder;
  }

  /** Whether these were the first rows, after which more can be fetched at a time. */
  boolean after(long rows) {
    boolean first = rows == FIRST_ROWS;
    if (first || (rows % LOOK_EVERY == 0 && System.nanoTime() - cutNanos > OLDEST_NANOS)) {
      encoder.cut();
      cutNanos = System.nanoTime();
    }
    return first;
  }
}
