package dev.mcpstack.contract.rows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/** Reads the payload of a chunk. */
public final class ChunkDecoder {
  private ChunkDecoder() {}

  /**
   * The rows of a payload whose checksum the caller has verified.
   *
   * @return to be closed by the caller
   * @throws UncheckedIOException when the payload is no Arrow stream of one batch
   */
  public static RowBatch decode(byte[] payload, ArrowMemory memory) {
    return decode(new ByteArrayInputStream(payload), memory);
  }

  /** The same from a stream, which is read to the end of its batch. */
  public static RowBatch decode(InputStream payload, ArrowMemory memory) {
    ArrowStreamReader reader = new ArrowStreamReader(payload, memory.allocator());
    try {
      if (!reader.loadNextBatch()) {
        throw new IOException("a chunk holds one record batch, this one holds none");
      }
      return new ArrowRowBatch(reader, reader.getVectorSchemaRoot());
    } catch (IOException e) {
      close(reader);
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      close(reader);
      throw e;
    }
  }

  /** A schema in the form that {@code Describe} answers with. */
  public static byte[] serialise(RowSchema schema) {
    return ArrowSchemas.serialise(schema);
  }

  /**
   * A schema from that form.
   *
   * @throws IllegalArgumentException when it is none, or holds what this release can't carry
   */
  public static RowSchema parse(byte[] serialised) {
    return ArrowSchemas.parse(serialised);
  }

  private static void close(ArrowStreamReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
