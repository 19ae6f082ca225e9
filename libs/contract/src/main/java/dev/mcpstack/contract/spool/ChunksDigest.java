package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.rows.EncodedChunk;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The digest of a whole result: SHA-256 over, chunk by chunk in order, the CRC-32C of its payload
 * (4 bytes), the payload's length (4 bytes) and the rows up to and including it (8 bytes), all big
 * endian. It says that no chunk is missing, doubled, changed or out of place; the bytes of each are
 * vouched for by its own checksum, so a reader that resumes need not have seen those before. Not
 * thread-safe.
 */
public final class ChunksDigest {
  private final MessageDigest digest = newDigest();
  private final ByteBuffer entry = ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES);

  /** Adds the next chunk. */
  public void add(EncodedChunk chunk) {
    add(chunk.crc32c(), chunk.payload().length, chunk.rowsTotal());
  }

  /** The same of a chunk as it arrives. */
  public void add(int crc32c, int length, long rowsTotal) {
    entry.clear().putInt(crc32c).putInt(length).putLong(rowsTotal).flip();
    digest.update(entry);
  }

  /** The digest so far, in hexadecimal digits. */
  public String value() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the JDK's SHA-256 can be copied", e);
    }
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
