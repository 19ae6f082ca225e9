package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.handle.RowsSeal;
import dev.mcpstack.contract.rows.ColumnFigures;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one result into a spool: the columns, the chunks, and that it is complete. It can be kept
 * under a handle at any time; from then on others read what is there and wait for the rest. Not
 * thread-safe.
 */
public final class RowsWriter implements AutoCloseable {
  private final Spool spool;
  private final SpooledRows rows;
  private final Cancellation cancellation;
  private final ChunksDigest digest = new ChunksDigest();
  private @Nullable RowSchema schema;
  private long chunks;
  private long bytes;
  private long bytesInMemory;
  private boolean kept;

  RowsWriter(Spool spool, Cancellation cancellation) {
    this.spool = spool;
    this.rows = new SpooledRows(spool, cancellation);
    this.cancellation = cancellation;
  }

  /** What is written. */
  public SpooledRows rows() {
    return rows;
  }

  /** Says what the columns are, before the first chunk. */
  public void begin(RowSchema columns) {
    schema = columns;
    rows.begin(columns);
  }

  /**
   * Adds a chunk. While the spool is full of what others read or write it waits for room, and so
   * holds back whoever feeds it.
   *
   * @throws StackException when the chunk or the result would pass its limit, when no room was made
   *     in time, when the disk is full, or when the work was cancelled
   */
  public void add(EncodedChunk chunk) {
    if (rows.facts().isComplete()) {
      throw new IllegalStateException("the result is complete");
    }
    long size = chunk.payload().length;
    spool.requireFitting(size, bytes);
    spool.reserve(size, cancellation);
    boolean inMemory = spool.reserveMemory(size, bytesInMemory);
    rows.add(chunk, inMemory);
    bytes += size;
    bytesInMemory += inMemory ? size : 0;
    digest.add(chunk);
    chunks++;
  }

  /**
   * Every chunk was added.
   *
   * @param figures of each column, for readers to compare
   */
  public RowsFacts complete(List<ColumnFigures> figures) {
    return complete(figures, _ -> {});
  }

  /**
   * The same, unless somebody finds fault with the whole.
   *
   * @param check is told of it before its readers are; what it throws leaves the result incomplete
   */
  public RowsFacts complete(List<ColumnFigures> figures, Consumer<RowsFacts> check) {
    RowSchema columns = schema;
    if (columns == null) {
      throw new IllegalStateException("a result has columns");
    }
    RowsFacts facts =
        new RowsFacts(
            rows.rowsSoFar(),
            bytes,
            chunks,
            Optional.of(new RowsSeal(columns, digest.value(), figures)));
    check.accept(facts);
    rows.complete(facts);
    return facts;
  }

  /** Ends a result that others may read already: they are told why. */
  public void fail(StackException cause) {
    rows.fail(cause);
  }

  /** Keeps the result under a handle. */
  public void keep(String handle) {
    spool.keep(handle, rows);
    kept = true;
  }

  /** The same unless something is kept there already; whether it was kept. */
  public boolean keepUnlessKept(String handle) {
    kept = spool.keepUnlessKept(handle, rows);
    return kept;
  }

  /**
   * Ends a result that others may read already, and keeps it no more: its handle can be given
   * another.
   */
  public void withdraw(StackException cause) {
    rows.withdraw(cause);
  }

  /** Frees what was written unless it was kept; what was kept and is not complete fails. */
  @Override
  public void close() {
    if (!kept) {
      // First, so that letting go of it does not cancel the work, which may go on otherwise.
      rows.fail(new StackException(ContractError.HANDLE_ENDED, "The rows were not kept."));
      rows.discard();
    } else if (rows.isOpen()) {
      rows.fail(
          new StackException(
              ContractError.INTERNAL_ERROR, "The rows could not be written to their end."));
    }
  }
}
