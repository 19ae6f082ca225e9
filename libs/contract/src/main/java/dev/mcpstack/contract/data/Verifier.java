package dev.mcpstack.contract.data;

import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.rows.RowBatch;
import dev.mcpstack.protocol.data.v1.Chunk;

/** Lets nothing pass that does not continue a stream. What it refuses leaves it as it was. */
sealed interface Verifier permits ChunkVerifier, RangeVerifier {
  /** The chunk that comes next. */
  long next();

  /** Chunks that have passed. */
  long chunks();

  /** Rows in them. */
  long rows();

  /** Bytes of their payloads. */
  long bytes();

  /** Whether all that was wanted has passed, without an end marker. */
  boolean isComplete();

  /** Number, checksum and running total of a chunk that is yet to be decoded. */
  void verify(Chunk chunk) throws StackException;

  /** The same chunk decoded. From here on it has passed. */
  void accept(Chunk chunk, RowBatch batch) throws StackException;

  /** The whole result. */
  void verifyEnd(Chunk marker) throws StackException;
}
