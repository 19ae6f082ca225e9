package dev.mcpstack.contract.data;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.rows.RowsTally;
import dev.mcpstack.contract.spool.ChunksDigest;
import dev.mcpstack.protocol.data.v1.Chunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Follows a part of a complete result. What can only be told of the whole, it keeps for when all
 * parts have come: see {@link #join}.
 */
final class RangeVerifier implements Verifier {
  private final long first;
  private final long end;
  private final StreamFailures failures;
  private final List<Passed> passed = new ArrayList<>();
  private @Nullable RowSchema schema;
  private long rows;
  private long bytes;

  /** What is remembered of a chunk: {@code rowsBefore} it, as it claims itself. */
  private record Passed(
      int crc32c, int length, long rowsBefore, long rowsTotal, RowsTally figures) {}

  /**
   * A verifier of some chunks.
   *
   * @param first the first of them
   * @param end the one after the last
   */
  RangeVerifier(long first, long end, StreamFailures failures) {
    this.first = first;
    this.end = end;
    this.failures = failures;
  }

  @Override
  public long next() {
    return first + passed.size();
  }

  @Override
  public long chunks() {
    return passed.size();
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
  public boolean isComplete() {
    return next() == end;
  }

  @Override
  public void verify(Chunk chunk) throws StackException {
    check(chunk.getSequence() == next(), "chunk " + next() + " is missing");
    check(ChunkVerifier.checksum(chunk) == chunk.getCrc32C(), "chunk " + next() + " is damaged");
  }

  @Override
  public void accept(Chunk chunk, RowBatch batch) throws StackException {
    check(schema == null || batch.schema().equals(schema), "the columns changed between chunks");
    schema = batch.schema();
    RowsTally figures = new RowsTally();
    figures.add(batch);
    passed.add(
        new Passed(
            chunk.getCrc32C(),
            chunk.getPayload().size(),
            chunk.getRowsTotal() - batch.rows(),
            chunk.getRowsTotal(),
            figures));
    rows += batch.rows();
    bytes += chunk.getPayload().size();
  }

  @Override
  public void verifyEnd(Chunk marker) throws StackException {
    throw failures.corrupt("the rows ended at chunk " + next() + " instead of " + end, null);
  }

  /** Adds this part to those before it. */
  void join(Whole whole) throws StackException {
    check(isComplete(), "chunk " + next() + " is missing");
    check(whole.schema == null || whole.schema.equals(schema), "the columns changed");
    whole.schema = schema;
    for (Passed chunk : passed) {
      check(chunk.rowsBefore == whole.rows, "a chunk holds another number of rows than it says");
      whole.rows = chunk.rowsTotal;
      whole.bytes += chunk.length;
      whole.digest.add(chunk.crc32c, chunk.length, chunk.rowsTotal);
      whole.tally.append(chunk.figures);
    }
  }

  private void check(boolean holds, String otherwise) {
    if (!holds) {
      throw failures.corrupt(otherwise, null);
    }
  }

  /** All parts, joined in order. Not thread-safe. */
  static final class Whole {
    private final ChunksDigest digest = new ChunksDigest();
    private final RowsTally tally = new RowsTally();
    private @Nullable RowSchema schema;
    private long rows;
    private long bytes;

    /** Whether they are what the handle's record says. */
    boolean is(RowsFacts facts) {
      return rows == facts.rows()
          && bytes == facts.bytes()
          && facts
              .seal()
              .filter(seal ->
                  seal.digest().equals(digest.value())
                      && seal.schema().equals(schema)
                      && seal.figures().equals(tally.figures()))
              .isPresent();
    }
  }
}
