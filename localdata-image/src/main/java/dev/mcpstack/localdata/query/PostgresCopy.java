package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.Column;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.localdata.gate.CopiedRows;
import dev.mcpstack.localdata.gate.Dialect;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Rows that PostgreSQL copies out. Only of types whose binary form is known here; a result with any
 * other comes by a cursor, and the values are the same in both.
 */
final class PostgresCopy implements FetchedRows {
  private final RowSchema schema;
  private final Column[] columns;
  private final CopyTransfer[] transfers;
  private final CopiedRows rows;

  private PostgresCopy(RowSchema schema, CopyTransfer[] transfers, CopiedRows rows) {
    this.schema = schema;
    this.columns = schema.columns().toArray(Column[]::new);
    this.transfers = transfers;
    this.rows = rows;
  }

  /** Makes rows of a copy. */
  interface Opener {
    /** The rows of the copy. */
    PostgresCopy open(CopiedRows rows);
  }

  /**
   * How a result of these columns is read; empty when it can't be in this way.
   *
   * @throws dev.mcpstack.contract.error.StackException when a column can't be carried at all
   */
  static Optional<Opener> of(ResultSetMetaData described) throws SQLException {
    RowSchema schema = ColumnReaders.schema(ColumnReaders.of(Dialect.POSTGRESQL, described));
    CopyTransfer[] transfers = new CopyTransfer[described.getColumnCount()];
    for (int i = 0; i < transfers.length; i++) {
      Optional<CopyTransfer> transfer = CopyTransfers.of(described.getColumnTypeName(i + 1));
      if (transfer.isEmpty()) {
        return Optional.empty();
      }
      transfers[i] = transfer.get();
    }
    return Optional.of(rows -> new PostgresCopy(schema, transfers, rows));
  }

  @Override
  public RowSchema schema() {
    return schema;
  }

  @Override
  public boolean next() throws SQLException {
    return rows.next();
  }

  @Override
  public void move(ChunkEncoder encoder) {
    byte[] bytes = rows.bytes();
    for (int column = 0; column < transfers.length; column++) {
      int length = rows.length(column);
      if (length >= 0) {
        try {
          transfers[column].move(bytes, rows.offset(column), length, column, encoder);
        } catch (ArithmeticException e) {
          throw Misfit.of(columns[column], encoder.rows() + 1, e);
        }
      }
    }
  }

  @Override
  public void fetchMany() {
    // They come as they are made.
  }
}
