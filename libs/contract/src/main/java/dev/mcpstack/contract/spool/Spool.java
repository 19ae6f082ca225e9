package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An owner's results, by handle. Thread-safe. */
public final class Spool {
  private final long maxBytesPerResult;
  private final long maxBytes;
  private final Map<String, StoredRows> results = new HashMap<>();
  private long bytes;

  /**
   * An empty spool.
   *
   * @param maxBytesPerResult the largest result, in bytes of its chunks
   * @param maxBytes all results together, those being written among them
   */
  public Spool(long maxBytesPerResult, long maxBytes) {
    this.maxBytesPerResult = maxBytesPerResult;
    this.maxBytes = maxBytes;
  }

  /** Begins a result. Close the writer whether or not it was kept. */
  public Writer write(RowSchema schema) {
    return new Writer(schema);
  }

  /** The rows behind a handle, when they are here. */
  public synchronized Optional<StoredRows> rows(String handle) {
    return Optional.ofNullable(results.get(handle));
  }

  /** Frees the rows of handles that have ended. */
  public void sweep(HandleStore store) {
    List<String> handles;
    synchronized (this) {
      handles = List.copyOf(results.keySet());
    }
    free(store.ended(handles));
  }

  /** The same for one handle, however many there are. */
  public void sweep(HandleStore store, String handle) {
    free(store.ended(List.of(handle)));
  }

  private void free(Set<String> ended) {
    synchronized (this) {
      for (String handle : ended) {
        StoredRows rows = results.remove(handle);
        if (rows != null) {
          bytes -= rows.facts().bytes();
        }
      }
    }
  }

  /** Bytes of all results, those being written among them. */
  public synchronized long bytes() {
    return bytes;
  }

  /** How many results are kept. */
  public synchronized int size() {
    return results.size();
  }

  private synchronized boolean reserve(long more) {
    if (bytes + more > maxBytes) {
      return false;
    }
    bytes += more;
    return true;
  }

  private synchronized void unreserve(long less) {
    bytes -= less;
  }

  private synchronized void keep(String handle, StoredRows rows) {
    results.put(handle, rows);
  }

  /** A result being written. Not thread-safe. */
  public final class Writer implements AutoCloseable {
    private final RowSchema schema;
    private final List<EncodedChunk> chunks = new ArrayList<>();
    private final MessageDigest digest = StoredRows.newDigest();
    private long written;
    private @Nullable StoredRows complete;
    private boolean kept;

    private Writer(RowSchema schema) {
      this.schema = schema;
    }

    /**
     * Adds a chunk.
     *
     * @throws StackException when the chunk, the result or the spool would pass its limit
     */
    public void add(EncodedChunk chunk) {
      if (complete != null) {
        throw new IllegalStateException("the result is complete");
      }
      long size = chunk.payload().length;
      if (size > EncodedChunk.MAX_BYTES) {
        throw new StackException(
                ContractError.RESULT_TOO_LARGE,
                "A few rows take more than "
                    + EncodedChunk.MAX_BYTES
                    + " bytes, the most that can be moved at once.")
            .withRemedy("Select fewer or shorter columns.");
      }
      if (written + size > maxBytesPerResult) {
        throw new StackException(
            ContractError.RESULT_TOO_LARGE,
            "The result is larger than "
                + maxBytesPerResult
                + " bytes, the most that one result may take.");
      }
      if (!reserve(size)) {
        throw new StackException(
            ContractError.SPOOL_FULL,
            "All results together would take more than "
                + maxBytes
                + " bytes, the most that this server keeps.");
      }
      written += size;
      digest.update(chunk.payload());
      chunks.add(chunk);
    }

    /** The result, when every chunk was added. */
    public StoredRows complete() {
      StoredRows rows = complete;
      if (rows == null) {
        rows = new StoredRows(schema, chunks, digest.digest());
        complete = rows;
      }
      return rows;
    }

    /** Keeps the completed result under a handle. */
    public void keep(String handle) {
      Spool.this.keep(handle, complete());
      kept = true;
    }

    /** Frees what was written unless it was kept. */
    @Override
    public void close() {
      if (!kept) {
        unreserve(written);
        written = 0;
        chunks.clear();
      }
    }
  }
}
