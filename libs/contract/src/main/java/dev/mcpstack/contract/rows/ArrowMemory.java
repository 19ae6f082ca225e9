package dev.mcpstack.contract.rows;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The memory outside the heap that chunks are built in and read from, with one limit for the
 * process.
 */
public final class ArrowMemory implements AutoCloseable {
  private final RootAllocator root;

  /** Memory of at most this many bytes. */
  public ArrowMemory(long limitBytes) {
    this.root = new RootAllocator(limitBytes);
  }

  BufferAllocator allocator() {
    return root;
  }

  /** Bytes in use now. */
  public long used() {
    return root.getAllocatedMemory();
  }

  /**
   * Closes it.
   *
   * @throws IllegalStateException when a batch or encoder was not closed
   */
  @Override
  public void close() {
    root.close();
  }
}
