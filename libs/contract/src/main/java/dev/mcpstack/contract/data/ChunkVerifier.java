package dev.mcpstack.contract.data;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.RowsSeal;
import dev.mcpstack.contract.handle.Seals;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.rows.RowsTally;
import dev.mcpstack.contract.spool.ChunksDigest;
import dev.mcpstack.protocol.data.v1.Chunk;
import dev.mcpstack.protocol.data.v1.EndOfRows;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Follows a stream from chunk 0 and lets nothing pass that does not continue it. What it refuses
 * leaves it as it was, so that the chunk can be fetched again.
 */
final class ChunkVerifier implements Verifier {
  private final RowsFacts facts;
  private final StreamFailures failures;
  private final ChunksDigest digest = new ChunksDigest();
  private final RowsTally tally = new RowsTally();
  private @Nullable RowSchema schema;
  private long chunks;
  private long rows;
  private long bytes;

  /** A verifier that also knows what the handle's record says, unless that says nothing yet. */
  ChunkVerifier(RowsFacts facts, StreamFailures failures) {
    this.facts = facts;
    this.failures = failures;
  }

  @Override
  public long next() {
    return chunks;
  }

  @Override
  public boolean isComplete() {
    return false; // Only the end marker says.
  }

  @Override
  public long chunks() {
    return chunks;
  }

  @Override
  public long rows() {
    return rows;
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public void verify(Chunk chunk) throws StackException {
    check(chunk.getSequence() == chunks, "chunk " + chunks + " is missing");
    check(checksum(chunk) == chunk.getCrc32C(), "chunk " + chunks + " is damaged");
    check(chunk.getRowsTotal() >= rows, "the count of rows went back");
  }

  @Override
  public void accept(Chunk chunk, RowBatch batch) throws StackException {
    check(
        batch.rows() == chunk.getRowsTotal() - rows,
        "a chunk holds another number of rows than it says");
    check(schema == null || batch.schema().equals(schema), "the columns changed between chunks");
    schema = batch.schema();
    tally.add(batch);
    digest.add(chunk.getCrc32C(), chunk.getPayload().size(), chunk.getRowsTotal());
    chunks++;
    rows = chunk.getRowsTotal();
    bytes += chunk.getPayload().size();
  }

  @Override
  public void verifyEnd(Chunk marker) throws StackException {
    EndOfRows end = marker.getEnd();
    check(
        end.getChunks() == chunks && end.getRows() == rows && end.getPayloadBytes() == bytes,
        "the totals differ");
    RowsSeal seal = seal(end);
    check(seal.digest().equals(digest.value()), "the digest differs");
    check(seal.schema().equals(schema), "the columns are others");
    check(seal.figures().equals(tally.figures()), "the figures of the columns differ");
    facts
        .seal()
        .ifPresent(recorded -> check(recorded.equals(seal), "the handle's record names others"));
  }

  private RowsSeal seal(EndOfRows end) {
    try {
      return Seals.fromMessage(end.getSeal());
    } catch (IllegalArgumentException e) {
      throw failures.corrupt("the end marker can't be read", e);
    }
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw failures.corrupt(otherwise, null);
    }
  }

  static int checksum(Chunk chunk) {
    CRC32C crc = new CRC32C();
    for (ByteBuffer part : chunk.getPayload().asReadOnlyByteBufferList()) {
      crc.update(part);
    }
    return (int) crc.getValue();
  }
}
