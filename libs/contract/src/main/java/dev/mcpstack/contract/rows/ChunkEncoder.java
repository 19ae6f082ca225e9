package dev.mcpstack.contract.rows;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.jspecify.annotations.Nullable;

/**
 * Builds chunks from rows: set every column of a row, then {@link #endRow}. A column that was not
 * set is null. Not thread-safe.
 *
 * <p>All chunks but the last are encoded and handed to the sink on a thread of their own, one after
 * the other, while the next one is being filled; a sink that waits holds up the one after that.
 */
public final class ChunkEncoder implements AutoCloseable {
  /** The measured optimum between per-chunk cost and latency lies at 0.5 to 1 MiB. */
  public static final int TARGET_BYTES = 1 << 20;

  private final ChunkStream stream;
  private final BufferAllocator allocator;
  private final Head head;
  private final RowsTally tally = new RowsTally();
  private final Consumer<EncodedChunk> sink;
  private final int targetBytes;
  private final int fixedBytesPerRow;

  private RowsBuffer filling;
  private FieldVector[] columns;
  private @Nullable RowsBuffer spare;
  private ChunkStream.@Nullable Bytes bytes; // Of whoever encodes, one after the other.
  private @Nullable FutureTask<Void> sealing;
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
    this.allocator = memory.allocator();
    this.head = new Head(schema, headRows);
    this.targetBytes = targetBytes;
    this.sink = sink;
    this.filling = new RowsBuffer(stream.arrow(), allocator);
    this.columns = filling.vectors().toArray(FieldVector[]::new);
    int fixed = 0;
    for (FieldVector vector : columns) {
      fixed += vector instanceof BaseVariableWidthVector ? 4 : 8;
    }
    this.fixedBytesPerRow = fixed;
  }

  /** Sets a boolean column. */
  public void setBoolean(int column, boolean value) {
    ((BitVector) columns[column]).set(row, value ? 1 : 0);
  }

  /** Sets an integer column. */
  public void setInteger(int column, long value) {
    ((BigIntVector) columns[column]).set(row, value);
  }

  /** Sets a float column. */
  public void setFloat(int column, double value) {
    ((Float8Vector) columns[column]).set(row, value);
  }

  /**
   * Sets a decimal column.
   *
   * @throws ArithmeticException when a bounded column can't hold the value exactly
   */
  public void setDecimal(int column, BigDecimal value) {
    if (columns[column] instanceof DecimalVector bounded) {
      BigDecimal scaled = value.setScale(bounded.getScale());
      if (scaled.precision() > bounded.getPrecision()) {
        throw new ArithmeticException("more than " + bounded.getPrecision() + " digits");
      }
      bounded.set(row, scaled);
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
    setBytes(column, value, 0, value.length);
  }

  /** Sets a binary column, or a text column in UTF-8, to a part of some bytes. */
  public void setBytes(int column, byte[] value, int offset, int length) {
    ((BaseVariableWidthVector) columns[column]).setSafe(row, value, offset, length);
    variableBytes += length;
  }

  /** Sets a date column to days since 1970-01-01. */
  public void setDate(int column, int epochDay) {
    ((DateDayVector) columns[column]).set(row, epochDay);
  }

  /** Sets a time column to microseconds since midnight. */
  public void setTime(int column, long micros) {
    ((TimeMicroVector) columns[column]).set(row, micros);
  }

  /**
   * Sets a timestamp column, with or without zone, to microseconds since 1970-01-01T00:00 (in UTC
   * where zoned).
   */
  public void setTimestamp(int column, long micros) {
    ((TimeStampVector) columns[column]).set(row, micros);
  }

  /**
   * Ends the row, and the chunk when it is large enough.
   *
   * @throws RuntimeException what the sink threw at the chunk before
   */
  public void endRow() {
    row++;
    if ((long) row * fixedBytesPerRow + variableBytes >= targetBytes
        || row >= RowsBuffer.MAX_ROWS) {
      handOver();
    } else if (row == filling.capacity()) {
      filling.grow();
    }
  }

  /** Ends the chunk before it is full, for readers who wait; does nothing without rows. */
  public void cut() {
    if (row > 0) {
      handOver();
    }
  }

  /**
   * Hands over the last chunk, and returns when the sink has it. A result without rows has one
   * chunk without rows, so that its schema travels.
   *
   * @throws RuntimeException what the sink threw
   */
  public void finish() {
    awaitSealed();
    if (row > 0 || sequence == 0) {
      seal(filling, next());
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
    try {
      awaitSealed();
    } catch (RuntimeException _) {
      // Of a chunk that nobody waits for any more.
    }
    filling.close();
    if (spare != null) {
      spare.close();
    }
  }

  /** What is known of a chunk before it is encoded. */
  private record Next(long sequence, int rows, long rowsTotal, long bytes) {}

  private Next next() {
    rowsTotal += row;
    Next next = new Next(sequence++, row, rowsTotal, (long) row * fixedBytesPerRow + variableBytes);
    row = 0;
    variableBytes = 0;
    return next;
  }

  /** Has the chunk encoded on a thread of its own, while the rows of the next one are filled in. */
  private void handOver() {
    awaitSealed();
    RowsBuffer full = filling;
    Next next = next();
    filling = spare == null ? new RowsBuffer(stream.arrow(), allocator) : spare;
    columns = filling.vectors().toArray(FieldVector[]::new);
    spare = full;
    FutureTask<Void> task = new FutureTask<>(() -> seal(full, next), null);
    sealing = task;
    Thread.ofVirtual().name("chunk-encoder").start(task);
  }

  private void seal(RowsBuffer full, Next next) {
    full.root().setRowCount(next.rows());
    head.take(full.root(), next.rows());
    tally.add(full.vectors(), next.rows());
    if (bytes == null) {
      bytes = stream.bytes((int) Math.min(next.bytes(), 2L * targetBytes));
    }
    byte[] payload = stream.of(full.root(), bytes);
    full.reset();
    sink.accept(
        new EncodedChunk(
            next.sequence(),
            next.rows(),
            next.rowsTotal(),
            EncodedChunk.checksum(payload),
            payload));
  }

  /** Waits for the chunk before, however it ends: its columns are to be filled anew or freed. */
  private void awaitSealed() {
    FutureTask<Void> task = sealing;
    if (task == null) {
      return;
    }
    sealing = null;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          task.get();
          return;
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
