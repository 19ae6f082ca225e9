package dev.mcpstack.contract.rows;

/**
 * A chunk as it travels and as it is kept.
 *
 * @param sequence from 0
 * @param rows rows in this chunk
 * @param rowsTotal rows up to and including this chunk
 * @param crc32c CRC-32C of the payload
 * @param payload a complete Arrow IPC stream of one record batch; never changed after this record
 *     is made
 */
@SuppressWarnings(
    "ArrayRecordComponent") // A copy of every chunk would double the memory; identity is never
// asked for.
public record EncodedChunk(long sequence, int rows, long rowsTotal, int crc32c, byte[] payload) {
  /**
   * The largest payload that is kept and moved. Chunks are some 1 MiB; only a row that is larger
   * than that by itself makes a larger one.
   */
  public static final int MAX_BYTES = 32 << 20;

  /** Whether the payload still has the checksum it was made with. */
  public boolean isIntact() {
    return checksum(payload) == crc32c;
  }

  /** CRC-32C (Castagnoli) of the bytes. */
  public static int checksum(byte[] payload) {
    java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
    crc.update(payload, 0, payload.length);
    return (int) crc.getValue();
  }
}
