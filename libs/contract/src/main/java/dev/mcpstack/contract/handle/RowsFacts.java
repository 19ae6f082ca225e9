package dev.mcpstack.contract.handle;

import java.util.Optional;

/**
 * What is known of the rows behind a handle.
 *
 * @param rows how many
 * @param bytes size of their chunks
 * @param chunks how many chunks
 * @param seal what they can be checked by; absent while they are still being written
 */
public record RowsFacts(long rows, long bytes, long chunks, Optional<RowsSeal> seal) {
  /** Of rows that are still to come, and for handles that name no rows. */
  public static final RowsFacts NONE = new RowsFacts(0, 0, 0);

  /** Facts without a seal. */
  public RowsFacts(long rows, long bytes, long chunks) {
    this(rows, bytes, chunks, Optional.empty());
  }

  /** Whether every row is there. */
  public boolean isComplete() {
    return seal.isPresent();
  }
}
