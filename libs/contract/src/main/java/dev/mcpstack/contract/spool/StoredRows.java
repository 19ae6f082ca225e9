package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * A complete result.
 *
 * @param schema its columns
 * @param chunks in order
 */
public record StoredRows(RowSchema schema, List<EncodedChunk> chunks) {
  /** Copies the list. */
  public StoredRows {
    chunks = List.copyOf(chunks);
  }

  /** Rows, bytes and chunks. */
  public RowsFacts facts() {
    long bytes = chunks.stream().mapToLong(chunk -> chunk.payload().length).sum();
    long rows = chunks.isEmpty() ? 0 : chunks.getLast().rowsTotal();
    return new RowsFacts(rows, bytes, chunks.size());
  }

  /** SHA-256 over the payloads in order. */
  public byte[] digest() {
    MessageDigest digest = newDigest();
    for (EncodedChunk chunk : chunks) {
      digest.update(chunk.payload());
    }
    return digest.digest();
  }

  /** The digest that a reader keeps over what it receives. */
  public static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
