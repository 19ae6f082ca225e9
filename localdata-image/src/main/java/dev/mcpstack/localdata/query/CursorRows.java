package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;
import dev.mcpstack.contract.rows.RowSchema;
import dev.mcpstack.localdata.gate.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.List;

/** Rows that a driver fetches. */
final class CursorRows implements FetchedRows {
  static final int FETCH_ROWS = 10_000;

  private final List<ColumnReader> readers;
  private final RowSchema schema;
  private final ResultSet rows;
  private final ResultSet values;

  CursorRows(Dialect dialect, ResultSet rows) throws SQLException {
    this.readers = ColumnReaders.of(dialect, rows.getMetaData());
    this.schema = ColumnReaders.schema(readers);
    this.rows = rows;
    this.values = rows.unwrap(ResultSet.class); // Without the pool's wrapper round each value.
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
    for (int i = 0; i < readers.size(); i++) {
      move(readers.get(i), i + 1, encoder);
    }
  }

  private void move(ColumnReader reader, int index, ChunkEncoder encoder) {
    try {
      reader.transfer().move(values, index, encoder);
    } catch (ArithmeticException | NumberFormatException | DateTimeException | SQLException e) {
      // The row has been fetched: what fails now is one value of it, never the connection.
      throw Misfit.of(reader.column(), encoder.rows() + 1, e);
    }
  }

  @Override
  public void fetchMany() throws SQLException {
    rows.setFetchSize(FETCH_ROWS);
  }
}
