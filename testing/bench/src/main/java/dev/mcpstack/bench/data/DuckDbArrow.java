package dev.mcpstack.bench.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBResultSet;

/** DuckDB's own way out: its results as Arrow batches in the memory of the process. */
final class DuckDbArrow implements AutoCloseable {
  private static final long BATCH_ROWS = 16_384;

  private final BufferAllocator memory = new RootAllocator();
  private final Connection connection;

  /** Reads the file into a table, as LocalData does. */
  DuckDbArrow(Path file) throws SQLException {
    connection =
        DriverManager.getConnection(
            "jdbc:duckdb::memory:;" + DuckDBDriver.JDBC_STREAM_RESULTS + "=true");
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table readings as select * from read_parquet('" + file + "')");
    }
  }

  Answer read(String sql) throws SQLException, IOException {
    Answer answer = new Answer(0, 0);
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet rows = statement.executeQuery();
        ArrowReader reader =
            (ArrowReader)
                rows.unwrap(DuckDBResultSet.class).arrowExportStream(memory, BATCH_ROWS)) {
      while (reader.loadNextBatch()) {
        answer = answer.plus(FlightRows.sum(reader.getVectorSchemaRoot()));
      }
    }
    return answer;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    memory.close();
  }
}
