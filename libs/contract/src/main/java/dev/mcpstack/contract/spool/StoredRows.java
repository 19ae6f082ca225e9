package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A complete result. Never changes, and is safe to share. */
public final class StoredRows {
  private final RowSchema schema;
  private final List<EncodedChunk> chunks;
  private final RowsFacts facts;
  private final byte[] digest;

  /**
   * A result of these chunks.
   *
   * @param schema its columns
   * @param chunks in order
   */
  public StoredRows(RowSchema schema, List<EncodedChunk> chunks) {
    this(schema, chunks, digestOf(chunks));
  }

  /** The same where the digest was kept while the chunks were made. */
  StoredRows(RowSchema schema, List<EncodedChunk> chunks, byte[] digest) {
    this.schema = schema;
    this.chunks = List.copyOf(chunks);
    this.digest = digest;
    long bytes = chunks.stream().mapToLong(chunk -> chunk.payload().length).sum();
    long rows = chunks.isEmpty() ? 0 : chunks.getLast().rowsTotal();
    this.facts = new RowsFacts(rows, bytes, chunks.size());
  }

  /** Its columns. */
  public RowSchema schema() {
    return schema;
  }

  /** Its chunks, in order. */
  public List<EncodedChunk> chunks() {
    return chunks;
  }

  /** Rows, bytes and chunks. */
  public RowsFacts facts() {
    return facts;
  }

  /** SHA-256 over the payloads in order. */
  public byte[] digest() {
    return digest.clone();
  }

  private static byte[] digestOf(List<EncodedChunk> chunks) {
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
