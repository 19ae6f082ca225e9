package dev.mcpstack.contract.data;

import com.google.protobuf.ByteString;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.StoredRows;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.EndOfRows;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Follows a stream from chunk 0 and lets nothing pass that does not continue it. */
final class ChunkVerifier {
  private final RowsFacts facts;
  private final StreamFailures failures;
  private final MessageDigest digest = StoredRows.newDigest();
  private @Nullable RowSchema schema;
  private long chunks;
  private long rows;
  private long bytes;
  private long rowsOfChunk;

  /** A verifier that also knows what the handle's record says, unless that says nothing. */
  ChunkVerifier(RowsFacts facts, StreamFailures failures) {
    this.facts = facts;
    this.failures = failures;
  }

  /** Chunks that have passed. */
  long chunks() {
    return chunks;
  }

  /** Rows in them. */
  long rows() {
    return rows;
  }

  /** Bytes of their payloads. */
  long bytes() {
    return bytes;
  }

  /** Number, checksum and running total of a chunk. */
  void verify(Chunk chunk) throws StackException {
    check(chunk.getSequence() == chunks, "chunk " + chunks + " is missing");
    ByteBuffer payload = chunk.getPayload().asReadOnlyByteBuffer();
    check(checksum(payload) == chunk.getCrc32C(), "chunk " + chunks + " is damaged");
    check(chunk.getRowsTotal() >= rows, "the count of rows went back");
    digest.update(payload.rewind());
    rowsOfChunk = chunk.getRowsTotal() - rows;
    chunks++;
    rows = chunk.getRowsTotal();
    bytes += chunk.getPayload().size();
  }

  /** The decoded rows of the chunk that was verified last. */
  void verifyBatch(RowBatch batch) throws StackException {
    check(batch.rows() == rowsOfChunk, "a chunk holds another number of rows than it says");
    if (schema == null) {
      schema = batch.schema();
    }
    check(batch.schema().equals(schema), "the columns changed between chunks");
  }

  /** The whole result. */
  void verifyEnd(Chunk marker) throws StackException {
    EndOfRows end = marker.getEnd();
    check(
        end.getChunks() == chunks && end.getRows() == rows && end.getPayloadBytes() == bytes,
        "the totals differ");
    check(end.getDigest().equals(ByteString.copyFrom(digest.digest())), "the digest differs");
    check(
        facts.equals(RowsFacts.NONE) || facts.rows() == rows,
        "there are " + rows + " rows, but the handle's record names " + facts.rows());
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw failures.corrupt(otherwise, null);
    }
  }

  private static int checksum(ByteBuffer payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }
}
