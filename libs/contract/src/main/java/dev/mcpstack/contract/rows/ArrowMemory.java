package dev.mcpstack.contract.rows;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.arrow.memory.AllocationListener;
import org.apache.arrow.memory.AllocationOutcome;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/**
 * The memory outside the heap that chunks are built in and read from, with one limit for the
 * process.
 */
public final class ArrowMemory implements AutoCloseable {
  private static final int MOST_STREAMS = 256;
  private static final int MOST_COLUMNS = 256;

  private final RootAllocator root;
  private final Map<RowSchema, ChunkStream> streams = new ConcurrentHashMap<>();

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

  /** What writes the chunks of a schema. */
  ChunkStream stream(RowSchema schema) {
    ChunkStream known = streams.get(schema);
    if (known != null) {
      return known;
    }
    ChunkStream made = new ChunkStream(schema);
    if (schema.size() <= MOST_COLUMNS) {
      if (streams.size() >= MOST_STREAMS) {
        streams.clear(); // Cheaper than to know which is used, and as good for what comes often.
      }
      streams.put(schema, made);
    }
    return made;
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
