package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The large chunks of one result on disk. One thread writes, any number read what was written.
 * Deleted when closed.
 */
final class SpillFile implements ChunkFile {
  private final Path path;
  private final ChunkChannel channel;
  private byte[] scratch = {}; // Of the thread that writes.
  private long size;

  SpillFile(Path path, ChunkChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Adds a chunk.
   *
   * @throws StackException when the disk takes no more; what was written before stays readable
   */
  StoredChunk.OnDisk write(EncodedChunk chunk) {
    int length = SpillKey.sealedBytes(chunk.payload().length);
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    long position = size;
    channel.write(chunk, scratch, position);
    size = position + length;
    return StoredChunk.OnDisk.of(chunk, this, position);
  }

  /** No more is written. */
  void written() {
    scratch = new byte[0];
  }

  @Override
  public EncodedChunk read(StoredChunk.OnDisk place) {
    return channel.read(place);
  }

  /** The disk is given back when the file is closed, which ends all of its chunks at once. */
  @Override
  public void free(StoredChunk.OnDisk place) {}

  /** Frees the disk. */
  void close() {
    try {
      channel.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
