package dev.mcpstack.contract.rows;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.AllocationOutcome;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The memory outside the heap that chunks are built in and read from, with one limit for the
 * process.
 */
public final class ArrowMemory implements AutoCloseable {
  private final RootAllocator root;

  /**
   * Memory of at most this many bytes. Whoever asks for more gets {@link
   * ContractError#CALLS_EXHAUSTED}.
   */
  public ArrowMemory(long limitBytes) {
    this.root = new RootAllocator(new Exhaustion(limitBytes), limitBytes);
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

  /** Says it in our words, before Arrow does in its own. */
  private record Exhaustion(long limitBytes) implements AllocationListener {
    @Override
    public boolean onFailedAllocation(long size, AllocationOutcome outcome) {
      throw new StackException(
          ContractError.CALLS_EXHAUSTED,
          "The rows being worked on now would take more than "
              + limitBytes
              + " bytes, the most that this server gives them.");
    }
  }
}
