package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.rows.ColumnFigures;
import dev.mcpstack.contract.rows.RowSchema;
import java.util.List;

/**
 * What a result can be checked by once it is complete.
 *
 * @param schema its columns
 * @param digest over the checksums of its chunks, hexadecimal; see {@link
 *     dev.mcpstack.contract.spool.ChunksDigest}
 * @param figures of each column, in order
 */
public record RowsSeal(RowSchema schema, String digest, List<ColumnFigures> figures) {
  /** Copies the list. */
  public RowsSeal {
    figures = List.copyOf(figures);
  }
}
