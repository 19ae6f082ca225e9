package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ArrowMemory;
import dev.mcpstack.contract.rows.ChunkDecoder;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.contract.spool.StoredRows;
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
  /** The rows from an offset (from 0), at most so many. */
  public static RowPage of(StoredRows stored, long offset, int limit, ArrowMemory memory) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (EncodedChunk chunk : stored.chunks()) {
      long first = chunk.rowsTotal() - chunk.rows();
      if (rows.size() < limit && chunk.rowsTotal() > offset && first < offset + limit) {
        int from = (int) Math.max(0, offset - first);
        int to = (int) Math.min(chunk.rows(), offset + limit - first);
        addRows(chunk, from, to, memory, rows);
      }
    }
    return new RowPage(stored.schema(), rows);
  }

  private static void addRows(
      EncodedChunk chunk, int from, int to, ArrowMemory memory, List<List<@Nullable Object>> rows) {
    try (RowBatch batch = ChunkDecoder.decode(chunk.payload(), memory)) {
      for (int row = from; row < to; row++) {
        List<@Nullable Object> values = new ArrayList<>(batch.schema().size());
        for (int column = 0; column < batch.schema().size(); column++) {
          values.add(batch.value(column, row));
        }
        rows.add(values);
      }
    }
  }
}
