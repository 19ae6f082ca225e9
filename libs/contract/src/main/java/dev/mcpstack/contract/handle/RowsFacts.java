package dev.mcpstack.contract.handle;

/**
 * What is known of the rows behind a handle.
 *
 * @param rows how many
 * @param bytes size of their chunks
 * @param chunks how many chunks
 */
public record RowsFacts(long rows, long bytes, long chunks) {
  /** For handles that name no rows. */
  public static final RowsFacts NONE = new RowsFacts(0, 0, 0);
}
