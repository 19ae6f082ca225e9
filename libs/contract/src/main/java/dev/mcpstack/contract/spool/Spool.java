package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.EndReason;
import dev.mcpstack.contract.handle.HandleAudit;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.rows.EncodedChunk;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An owner's results, by handle: in memory up to a budget, then encrypted on disk. When all of its
 * room is used, or there are too many, results that nobody reads make way, the one longest unused
 * first; when every result is being read or written, writers wait. Thread-safe.
 */
public final class Spool implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Spool.class);

  /** How long a writer waits for room before its query fails. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final SpoolLimits limits;
  private final HandleStore store;
  private final @Nullable SpillFolder folder;
  private final Duration patience;
  private final Evictions evictions;

  /** Those longest unused first: looking one up is a use. */
  private final Map<String, SpooledRows> results = new LinkedHashMap<>(16, 0.75f, true);

  private long bytes;
  private long memoryBytes;

  /**
   * An empty spool.
   *
   * @param store where the handles of results that make way are ended
   * @param folder where chunks go beyond the memory; closed with the spool
   */
  public Spool(SpoolLimits limits, HandleStore store, SpillFolder folder) {
    this(limits, store, folder, PATIENCE, System::nanoTime);
  }

  Spool(
      SpoolLimits limits,
      HandleStore store,
      @Nullable SpillFolder folder,
      Duration patience,
      LongSupplier nanoTime) {
    this.limits = limits;
    this.store = store;
    this.folder = folder;
    this.patience = patience;
    this.evictions = new Evictions(nanoTime);
  }

  /**
   * One that keeps all in memory.
   *
   * @param result the largest result, in bytes
   * @param all all results together, in bytes
   */
  public static Spool inMemory(HandleStore store, long result, long all) {
    return new Spool(
        new SpoolLimits(all, result, all, Integer.MAX_VALUE),
        store,
        null,
        PATIENCE,
        System::nanoTime);
  }

  /**
   * Begins a result. Close the writer whether or not it was kept.
   *
   * @param cancellation ends a wait for room
   */
  public RowsWriter write(Cancellation cancellation) {
    return new RowsWriter(this, cancellation);
  }

  /** The rows behind a handle, when they are here. */
  public synchronized Optional<SpooledRows> rows(String handle) {
    return Optional.ofNullable(results.get(handle));
  }

  /** Frees the rows of handles that have ended. */
  public void sweep() {
    List<String> handles;
    synchronized (this) {
      handles = List.copyOf(results.keySet());
    }
    free(store.ended(handles));
  }

  /** The same for one handle, however many there are. */
  public void sweep(String handle) {
    free(store.ended(List.of(handle)));
  }

  /** Bytes of all results, those being written among them. */
  public synchronized long bytes() {
    return bytes;
  }

  /** What of those is in memory. */
  public synchronized long memoryBytes() {
    return memoryBytes;
  }

  /** How many results are kept. */
  public synchronized int size() {
    return results.size();
  }

  /** Lets go of everything and wipes the disk. Idempotent. */
  @Override
  public void close() {
    List<SpooledRows> all;
    synchronized (this) {
      all = List.copyOf(results.values());
      results.clear();
    }
    all.forEach(SpooledRows::discard);
    if (folder != null) {
      folder.close();
    }
  }

  private void free(Set<String> ended) {
    for (String handle : ended) {
      SpooledRows rows = remove(handle);
      if (rows != null) {
        HandleAudit.ended(handle, EndReason.EXPIRED);
        rows.discard();
      }
    }
  }

  /** Keeps a result. When there are too many, those longest unused make way. */
  void keep(String handle, SpooledRows rows) {
    makeRoomForOne();
    rows.keptUnder(handle);
    synchronized (this) {
      results.put(handle, rows);
    }
  }

  /** The same unless there is one under the handle; whether it was kept. */
  boolean keepUnlessKept(String handle, SpooledRows rows) {
    makeRoomForOne();
    rows.keptUnder(handle);
    synchronized (this) {
      return results.putIfAbsent(handle, rows) == null;
    }
  }

  /** Keeps a result no more, unless another is kept under the handle by now. */
  synchronized void withdraw(String handle, SpooledRows rows) {
    results.remove(handle, rows);
  }

  private void makeRoomForOne() {
    boolean full = size() >= limits.results();
    while (full && evictOne(0)) {
      full = size() >= limits.results();
    }
  }

  /** A reader has let go of a result. */
  synchronized void letGo(@Nullable String handle) {
    if (handle != null) {
      results.get(handle); // A use.
    }
    notifyAll();
  }

  /** Wakes writers who wait for room. */
  synchronized void changed() {
    notifyAll();
  }

  SpillFile newFile() {
    return opened(SpillFolder::create);
  }

  SlotFile smallFile(EncodedChunk chunk) {
    return opened(disk -> disk.small().fileFor(chunk));
  }

  private interface Opening<T> {
    T of(SpillFolder folder) throws IOException;
  }

  private <T> T opened(Opening<T> opening) {
    if (folder == null) {
      throw new IllegalStateException("this spool has no disk");
    }
    try {
      return opening.of(folder);
    } catch (IOException e) {
      throw new StackException(
          ContractError.SPOOL_FULL, "The disk that results are kept on takes no new file.", e);
    }
  }

  void requireFitting(long size, long before) {
    if (size > EncodedChunk.MAX_BYTES) {
      throw new StackException(
              ContractError.RESULT_TOO_LARGE,
              "A few rows take more than "
                  + EncodedChunk.MAX_BYTES
                  + " bytes, the most that can be moved at once.")
          .withRemedy("Select fewer or shorter columns.");
    }
    if (before + size > limits.result()) {
      throw new StackException(
          ContractError.RESULT_TOO_LARGE,
          "The result is larger than "
              + limits.result()
              + " bytes, the most that one result may take.");
    }
  }

  void reserve(long more, Cancellation cancellation) {
    if (tryReserve(more)) {
      return;
    }
    try (Cancellation.Registration _ = cancellation.onCancel(this::changed)) {
      long until = System.nanoTime() + patience.toNanos();
      while (!tryReserve(more)) {
        cancellation.throwIfCancelled();
        if (!evictOne(1)) {
          awaitRoom(more, until);
        }
      }
    }
  }

  /**
   * Whether a chunk may stay in memory. Without a disk there is nowhere else. A result may have as
   * much as it leaves free, so that large ones use what nobody needs and small ones find room.
   */
  synchronized boolean reserveMemory(long more, long ofThisResult) {
    boolean fits = folder == null || ofThisResult + more <= limits.memory() - memoryBytes - more;
    if (fits) {
      memoryBytes += more;
    }
    return fits;
  }

  synchronized void unreserve(long less, long lessInMemory) {
    bytes -= less;
    memoryBytes -= lessInMemory;
    notifyAll();
  }

  private synchronized boolean tryReserve(long more) {
    if (bytes + more > limits.all()) {
      return false;
    }
    bytes += more;
    return true;
  }

  /** Waits a second at most, since a handle may end elsewhere without a word. */
  private synchronized void awaitRoom(long more, long untilNanos) {
    long lookNanos = Math.min(untilNanos, System.nanoTime() + LOOK_AGAIN.toNanos());
    try {
      long left = millisUntil(lookNanos);
      while (bytes + more > limits.all() && left > 0) {
        wait(left);
        left = millisUntil(lookNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException(
          ContractError.CALL_CANCELLED, "The call was ended while it waited for room.", e);
    }
    if (bytes + more > limits.all() && millisUntil(untilNanos) <= 0) {
      throw new StackException(
          ContractError.SPOOL_FULL,
          "All results together would take more than "
              + limits.all()
              + " bytes, the most that this server keeps, and all of them are in use.");
    }
  }

  private static long millisUntil(long nanos) {
    return (nanos - System.nanoTime()) / 1_000_000;
  }

  /**
   * Whether a result that nobody uses made way.
   *
   * @param atLeast the bytes that it must have
   */
  private boolean evictOne(long atLeast) {
    Map.Entry<String, SpooledRows> oldest;
    synchronized (this) {
      oldest =
          results.entrySet().stream()
              .filter(entry -> entry.getValue().isIdle() && entry.getValue().bytes() >= atLeast)
              .findFirst()
              .orElse(null);
      if (oldest == null) {
        return false;
      }
      results.remove(oldest.getKey());
    }
    evictions.add(oldest.getValue().bytes());
    oldest.getValue().discard();
    try {
      store.end(oldest.getKey(), EndReason.EVICTED);
    } catch (StackException e) {
      LOG.warn("The token store could not be told of a result that made way", e);
    }
    return true;
  }

  private synchronized @Nullable SpooledRows remove(String handle) {
    return results.remove(handle);
  }
}
