package dev.mcpstack.datascience.input;

import dev.mcpstack.contract.rows.RowSchema;

/**
 * What is known before the first row is read.
 *
 * @param schema the columns
 * @param rows how many rows will come, as the handle's record says, or -1 while they are still
 *     being made
 */
public record Incoming(RowSchema schema, long rows) {
  /** The columns by name. */
  public Columns columns() {
    return new Columns(schema);
  }
}
