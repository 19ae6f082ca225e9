package dev.mcpstack.contract.rows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Builds chunks from rows: set every column of a row, then {@link #endRow}. A column that was not
 * set is null. Not thread-safe.
 */
public final class ChunkEncoder implements AutoCloseable {
  /** The measured optimum between per-chunk cost and latency lies at 0.5 to 1 MiB. */
  public static final int TARGET_BYTES = 1 << 20;

  private static final int MAX_ROWS = 65_536;

  /** Most results are a few rows: vectors of Arrow's own first size cost more than these hold. */
  private static final int FIRST_ROWS = 16;

  private final VectorSchemaRoot root;
  private final List<FieldVector> vectors;
  private final ChunkStream stream;
  private final Head head;
  private final RowsTally tally = new RowsTally();
  private final Consumer<EncodedChunk> sink;
  private final int targetBytes;
  private final int fixedBytesPerRow;
  private int row;
  private long variableBytes;
  private long sequence;
  private long rowsTotal;

  /** An encoder that hands each full chunk to the sink. */
  public ChunkEncoder(RowSchema schema, ArrowMemory memory, Consumer<EncodedChunk> sink) {
    this(schema, memory, TARGET_BYTES, sink);
  }

  /** The same with chunks of about this many bytes. */
  public ChunkEncoder(
      RowSchema schema, ArrowMemory memory, int targetBytes, Consumer<EncodedChunk> sink) {
    this(schema, memory, targetBytes, 0, sink);
  }

  /** The same that keeps the values of so many first rows. */
  public ChunkEncoder(
      RowSchema schema,
      ArrowMemory memory,
      int targetBytes,
      int headRows,
      Consumer<EncodedChunk> sink) {
    this.stream = memory.stream(schema);
    this.root = VectorSchemaRoot.create(stream.arrow(), memory.allocator());
    this.head = new Head(schema, headRows);
    this.vectors = new ArrayList<>(root.getFieldVectors());
    this.targetBytes = targetBytes;
    this.sink = sink;
    int fixed = 0;
    for (FieldVector vector : vectors) {
      vector.setInitialCapacity(FIRST_ROWS);
      fixed += vector instanceof BaseVariableWidthVector ? 4 : 8;
    }
    this.fixedBytesPerRow = fixed;
  }

  /** Sets a boolean column. */
  public void setBoolean(int column, boolean value) {
    ((BitVector) vectors.get(column)).setSafe(row, value ? 1 : 0);
  }

  /** Sets an integer column. */
  public void setInteger(int column, long value) {
    ((BigIntVector) vectors.get(column)).setSafe(row, value);
  }

  /** Sets a float column. */
  public void setFloat(int column, double value) {
    ((Float8Vector) vectors.get(column)).setSafe(row, value);
  }

  /**
   * Sets a decimal column.
   *
   * @throws ArithmeticException when a bounded column can't hold the value exactly
   */
  public void setDecimal(int column, BigDecimal value) {
    if (vectors.get(column) instanceof DecimalVector bounded) {
      BigDecimal scaled = value.setScale(bounded.getScale());
      if (scaled.precision() > bounded.getPrecision()) {
        throw new ArithmeticException("more than " + bounded.getPrecision() + " digits");
      }
      bounded.setSafe(row, scaled);
    } else {
      setText(column, value.toPlainString());
    }
  }

  /** Sets a text column. */
  public void setText(int column, String value) {
    setBytes(column, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Sets a binary column. */
  public void setBytes(int column, byte[] value) {
    ((BaseVariableWidthVector) vectors.get(column)).setSafe(row, value);
    variableBytes += value.length;
  }

  /** Sets a date column to days since 1970-01-01. */
  public void setDate(int column, int epochDay) {
    ((DateDayVector) vectors.get(column)).setSafe(row, epochDay);
  }

  /** Sets a time column to microseconds since midnight. */
  public void setTime(int column, long micros) {
    ((TimeMicroVector) vectors.get(column)).setSafe(row, micros);
  }

  /**
   * Sets a timestamp column, with or without zone, to microseconds since 1970-01-01T00:00 (in UTC
   * where zoned).
   */
  public void setTimestamp(int column, long micros) {
    ((TimeStampVector) vectors.get(column)).setSafe(row, micros);
  }

  /** Ends the row, and the chunk when it is large enough. */
  public void endRow() {
    row++;
    if ((long) row * fixedBytesPerRow + variableBytes >= targetBytes || row >= MAX_ROWS) {
      flush();
    }
  }

  /** Ends the chunk before it is full, for readers who wait; does nothing without rows. */
  public void cut() {
    if (row > 0) {
      flush();
    }
  }

  /**
   * Hands over the last chunk. A result without rows has one chunk without rows, so that its schema
   * travels.
   */
  public void finish() {
    if (row > 0 || sequence == 0) {
      flush();
    }
  }

  /** Rows ended so far. */
  public long rows() {
    return rowsTotal + row;
  }

  /**
   * The exact values of the first rows, as many as were asked for, among the chunks that were
   * handed over; as {@link RowBatch#value} gives them.
   */
  public List<List<@Nullable Object>> head() {
    return head.rows();
  }

  /** What was counted of the columns, among the chunks that were handed over. */
  public List<ColumnFigures> figures() {
    return tally.figures();
  }

  @Override
  public void close() {
    root.close();
  }

  private void flush() {
    root.setRowCount(row);
    head.take(root, row);
    tally.add(vectors, row);
    byte[] payload = stream.of(root, (long) row * fixedBytesPerRow + variableBytes);
    rowsTotal += row;
    EncodedChunk chunk =
        new EncodedChunk(sequence++, row, rowsTotal, EncodedChunk.checksum(payload), payload);
    row = 0;
    variableBytes = 0;
    for (FieldVector vector : vectors) {
      vector.reset();
    }
    sink.accept(chunk);
  }
}
