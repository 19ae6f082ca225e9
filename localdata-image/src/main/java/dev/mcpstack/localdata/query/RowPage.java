package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.data.RowStream;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.SpooledRows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some consecutive rows, row-wise, as an answer shows them.
 *
 * @param schema the columns
 * @param rows exact values, outer list rows, inner list columns
 */
public record RowPage(RowSchema schema, List<List<@Nullable Object>> rows) {
  /** How soon a cancelled wait ends. */
  private static final Duration SLICE = Duration.ofMillis(250);

  /**
   * The rows from an offset (from 0), at most so many. Rows that are still to come are waited for.
   *
   * @throws dev.mcpstack.contract.error.StackException when they fail, or the wait is cancelled
   */
  public static RowPage of(
      SpooledRows stored, long offset, int limit, ArrowMemory memory, Cancellation cancellation)
      throws InterruptedException {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    try (SpooledRows.Reading reading = stored.read(stored.chunkOfRow(offset))) {
      while (rows.size() < limit) {
        switch (reading.next(SLICE)) {
          case SpooledRows.Step.Rows next -> {
            EncodedChunk chunk = next.chunk();
            long first = chunk.rowsTotal() - chunk.rows();
            int from = Math.clamp(offset - first, 0, chunk.rows());
            int to = Math.clamp(offset + limit - first, 0, chunk.rows());
            addRows(chunk, from, to, memory, rows);
          }
          case SpooledRows.Step.Waiting _ -> cancellation.throwIfCancelled();
          case SpooledRows.Step.End end -> {
            return new RowPage(end.facts().seal().orElseThrow().schema(), rows);
          }
        }
      }
    }
    return new RowPage(stored.schema().orElseThrow(), rows);
  }

  /**
   * The same of rows that another process keeps, which are read from the first on.
   *
   * @throws dev.mcpstack.contract.error.StackException when they don't come, or not as they are
   *     kept
   */
  public static RowPage of(RowStream stream, long offset, int limit) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    @Nullable RowSchema schema = null;
    long first = 0;
    while (rows.size() < limit && stream.next()) {
      RowBatch batch = stream.batch();
      schema = batch.schema();
      addRows(
          batch,
          Math.clamp(offset - first, 0, batch.rows()),
          Math.clamp(offset + limit - first, 0, batch.rows()),
          rows);
      first += batch.rows();
    }
    if (schema == null) { // Also a result without rows travels as one chunk.
      throw new StackException(
          ContractError.ROWS_CORRUPT, "The rows came without a description of their columns.");
    }
    return new RowPage(schema, rows);
  }

  private static void addRows(
      EncodedChunk chunk, int from, int to, ArrowMemory memory, List<List<@Nullable Object>> rows) {
    try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
      addRows(batch, from, to, rows);
    }
  }

  private static void addRows(RowBatch batch, int from, int to, List<List<@Nullable Object>> rows) {
    for (int row = from; row < to; row++) {
      List<@Nullable Object> values = new ArrayList<>(batch.schema().size());
      for (int column = 0; column < batch.schema().size(); column++) {
        values.add(batch.value(column, row));
      }
      rows.add(values);
    }
  }
}
