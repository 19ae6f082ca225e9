package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.GeneralSecurityException;

/** Encrypted chunks at places of a file. Safe for any number of threads at places of their own. */
final class ChunkChannel {
  private final FileChannel channel;
  private final SpillKey key;

  ChunkChannel(FileChannel channel, SpillKey key) {
    this.channel = channel;
    this.key = key;
  }

  /**
   * Writes a chunk.
   *
   * @param scratch what it is encrypted into, long enough
   * @throws StackException when the disk takes no more
   */
  void write(EncodedChunk chunk, byte[] scratch, long position) {
    key.encrypt(chunk.payload(), scratch);
    ByteBuffer sealed = ByteBuffer.wrap(scratch, 0, SpillKey.sealedBytes(chunk.payload().length));
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

  void truncate(long length) throws IOException {
    channel.truncate(length);
  }

  void close() throws IOException {
    channel.close();
  }
}
