package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.EncodedChunk;

/** Where chunks are on disk. Thread-safe but for writing, which each kind has its own rule for. */
sealed interface ChunkFile permits SpillFile, SlotFile {
  /**
   * A chunk that was written.
   *
   * @throws StackException when the disk no longer gives back what was written
   */
  EncodedChunk read(StoredChunk.OnDisk place);

  /** Nobody reads the chunk any more. */
  void free(StoredChunk.OnDisk place);
}
