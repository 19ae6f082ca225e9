package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.rows.EncodedChunk;

/** Where a chunk is kept. */
sealed interface StoredChunk {
  /** Rows up to and including this chunk. */
  long rowsTotal();

  /** In memory. */
  record InMemory(EncodedChunk chunk) implements StoredChunk {
    @Override
    public long rowsTotal() {
      return chunk.rowsTotal();
    }
  }

  /**
   * On disk, encrypted.
   *
   * @param sequence from 0
   * @param rows in this chunk
   * @param rowsTotal up to and including it
   * @param crc32c of its payload
   * @param length of its payload
   * @param file where it is
   * @param position in the file, of its nonce
   */
  record OnDisk(
      long sequence,
      int rows,
      long rowsTotal,
      int crc32c,
      int length,
      ChunkFile file,
      long position)
      implements StoredChunk {
    static OnDisk of(EncodedChunk chunk, ChunkFile file, long position) {
      return new OnDisk(
          chunk.sequence(),
          chunk.rows(),
          chunk.rowsTotal(),
          chunk.crc32c(),
          chunk.payload().length,
          file,
          position);
    }

    EncodedChunk read() {
      return file.read(this);
    }

    void free() {
      file.free(this);
    }
  }
}
