package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;

/**
 * The chunks of one result on disk. One thread writes, any number read what was written. Deleted
 * when closed.
 */
final class SpillFile {
  private final Path path;
  private final FileChannel channel;
  private final SpillKey key;
  private byte[] scratch = {}; // Of the thread that writes.
  private long size;

  SpillFile(Path path, FileChannel channel, SpillKey key) {
    this.path = path;
    this.channel = channel;
    this.key = key;
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
    key.encrypt(chunk.payload(), scratch);
    ByteBuffer sealed = ByteBuffer.wrap(scratch, 0, length);
    long position = size;
    try {
      while (sealed.hasRemaining()) {
        channel.write(sealed, position + sealed.position());
      }
    } catch (IOException e) {
      throw new StackException(
              ContractError.SPOOL_FULL,
              "The disk that results are kept on takes no more: it is full, or has failed.",
              e)
          .withRemedy(
              "Release handles that are no longer needed, or ask for fewer rows. If it goes on, tell"
                  + " the owner of the stack that the disk of the spool is full.");
    }
    size = position + sealed.limit();
    return new StoredChunk.OnDisk(
        chunk.sequence(),
        chunk.rows(),
        chunk.rowsTotal(),
        chunk.crc32c(),
        position,
        chunk.payload().length);
  }

  /** No more is written. */
  void written() {
    scratch = new byte[0];
  }

  /**
   * A chunk that was written.
   *
   * @throws StackException when the disk no longer gives back what was written
   */
  EncodedChunk read(StoredChunk.OnDisk place) {
    byte[] sealed = new byte[SpillKey.sealedBytes(place.length())];
    try {
      ByteBuffer target = ByteBuffer.wrap(sealed);
      while (target.hasRemaining()) {
        if (channel.read(target, place.position() + target.position()) < 0) {
          throw new IOException("the file ends before the chunk does");
        }
      }
      return new EncodedChunk(
          place.sequence(),
          place.rows(),
          place.rowsTotal(),
          place.crc32c(),
          key.decrypt(sealed, place.length()));
    } catch (IOException | GeneralSecurityException e) {
      throw new StackException(
          ContractError.ROWS_CORRUPT,
          "Chunk "
              + place.sequence()
              + " of the rows was damaged on the disk of the server that holds"
              + " them.",
          e);
    }
  }

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
