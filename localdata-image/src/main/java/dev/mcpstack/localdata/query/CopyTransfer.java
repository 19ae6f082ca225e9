package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.rows.ChunkEncoder;

/** Moves one value from its binary form to the encoder. */
@FunctionalInterface
interface CopyTransfer {
  /**
   * Moves the value that so many bytes from an offset on hold, which is not null, to a column from
   * 0.
   *
   * @throws ArithmeticException when it does not fit exactly
   */
  void move(byte[] bytes, int offset, int length, int column, ChunkEncoder encoder);
}
