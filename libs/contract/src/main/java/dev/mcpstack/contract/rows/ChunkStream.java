package dev.mcpstack.contract.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * Writes vectors as Arrow streams of one batch, byte for byte as {@link ArrowStreamWriter} does but
 * with the schema made once for all of them. Thread-safe, and kept by {@link ArrowMemory}: for a
 * few rows the schema costs more than they do.
 */
final class ChunkStream {
  /** More than the message of a batch takes besides what belongs to its columns. */
  private static final int MESSAGE_BYTES = 256;

  /** More than a column takes in that message and in padding. */
  private static final int COLUMN_BYTES = 96;

  private final Schema arrow;
  private final int columns;
  private final byte[] schema;

  ChunkStream(RowSchema rows) {
    this.arrow = ArrowSchemas.toArrow(rows);
    this.columns = rows.size();
    Bytes bytes = new Bytes(MESSAGE_BYTES + COLUMN_BYTES * columns);
    try (WriteChannel channel = new WriteChannel(bytes)) {
      MessageSerializer.serialize(channel, arrow, IpcOption.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.schema = bytes.toArray();
  }

  /** The schema as Arrow has it. */
  Schema arrow() {
    return arrow;
  }

  /** Where chunks of about so many bytes of values are put together, one after the other. */
  Bytes bytes(int valueBytes) {
    return new Bytes(schema.length + MESSAGE_BYTES + COLUMN_BYTES * columns + valueBytes);
  }

  /**
   * The rows that a root holds.
   *
   * @param bytes where they are put together; anything in it is overwritten
   */
  byte[] of(VectorSchemaRoot root, Bytes bytes) {
    bytes.size = 0;
    try (WriteChannel channel = new WriteChannel(bytes);
        ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
      channel.write(schema);
      MessageSerializer.serialize(channel, batch, IpcOption.DEFAULT);
      ArrowStreamWriter.writeEndOfStream(channel, IpcOption.DEFAULT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toArray();
  }

  /** Bytes that grow, without the buffer between of the JDK's channel over a stream. */
  static final class Bytes implements WritableByteChannel {
    private byte[] bytes;
    private int size;

    Bytes(int capacity) {
      bytes = new byte[capacity];
    }

    @Override
    public int write(ByteBuffer source) {
      int more = source.remaining();
      if (more > bytes.length - size) {
        int grown = Math.addExact(size, Math.max(more, Math.min(size, 1 << 28)));
        bytes = Arrays.copyOf(bytes, grown);
      }
      source.get(bytes, size, more);
      size += more;
      return more;
    }

    byte[] toArray() {
      return Arrays.copyOf(bytes, size);
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
