package dev.mcpstack.contract.spool;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.RowsFacts;
import dev.mcpstack.contract.rows.EncodedChunk;
import dev.mcpstack.contract.rows.RowSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A result, whole or still being written. Any number of readers follow it, each from the chunk it
 * wants; those that are ahead of the writer wait. Thread-safe.
 */
public final class SpooledRows {
  private final Spool spool;
  private final Cancellation work;
  private final List<StoredChunk> chunks = new ArrayList<>();
  private @Nullable SpillFile file;
  private @Nullable RowSchema schema;
  private @Nullable RowsFacts complete;
  private @Nullable StackException failure;
  private long bytes;
  private long memoryBytes;
  private int readers;
  private boolean discarded;
  private boolean freed;

  /** What it is kept under; none until then. */
  private @Nullable String handle;

  /**
   * A result that nothing was written of.
   *
   * @param work what writes it
   */
  SpooledRows(Spool spool, Cancellation work) {
    this.spool = spool;
    this.work = work;
  }

  /** Its columns; absent until the first of its rows can be read. */
  public synchronized Optional<RowSchema> schema() {
    return Optional.ofNullable(schema);
  }

  /** Rows, bytes and chunks so far; sealed once it is complete. */
  public synchronized RowsFacts facts() {
    return complete != null
        ? complete
        : new RowsFacts(rowsSoFar(), bytes, chunks.size(), Optional.empty());
  }

  /** The first chunk that holds a row (from 0) or comes after it, as far as has been written. */
  public synchronized long chunkOfRow(long row) {
    int low = 0;
    int high = chunks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (chunks.get(middle).rowsTotal() > row) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /**
   * Begins to read.
   *
   * @param firstChunk the chunk to begin with, from 0
   */
  public Reading read(long firstChunk) {
    synchronized (this) {
      readers++;
    }
    return new Reading(firstChunk);
  }

  /** Ends the work that still writes it; what is complete is left as it is. */
  public void cancel() {
    boolean open;
    synchronized (this) {
      open = isOpen();
    }
    if (open) {
      work.cancel();
    }
  }

  /**
   * Waits until every row is there.
   *
   * @return the facts, complete or, after the time or a cancellation, as they are
   * @throws StackException what made the rows fail
   */
  public RowsFacts awaitComplete(Duration longest, Cancellation waiting)
      throws InterruptedException {
    long until = System.nanoTime() + longest.toNanos();
    try (Cancellation.Registration _ = waiting.onCancel(this::wake)) {
      synchronized (this) {
        long left = longest.toMillis();
        while (isOpen() && left > 0 && !waiting.isCancelled()) {
          wait(left);
          left = (until - System.nanoTime()) / 1_000_000;
        }
        if (failure != null) {
          throw failure;
        }
        return facts();
      }
    }
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** What a reader is given next. */
  public sealed interface Step {
    /** A chunk. */
    record Rows(EncodedChunk chunk) implements Step {}

    /** There is no more. */
    record End(RowsFacts facts) implements Step {}

    /** The writer has not come so far. */
    record Waiting(RowsFacts soFar) implements Step {}
  }

  /** One reader's place. While it is open the rows stay, whatever becomes of their handle. */
  public final class Reading implements AutoCloseable {
    private long next;
    private boolean closed;

    private Reading(long first) {
      this.next = first;
    }

    /**
     * Moves on.
     *
     * @param longest how long to wait for the writer
     * @throws StackException what made the rows fail, or that the disk has lost the chunk
     */
    public Step next(Duration longest) throws InterruptedException {
      StoredChunk place;
      synchronized (SpooledRows.this) {
        long left = longest.toMillis();
        long until = System.nanoTime() + longest.toNanos();
        while (next >= chunks.size() && complete == null && failure == null && left > 0) {
          SpooledRows.this.wait(left);
          left = (until - System.nanoTime()) / 1_000_000;
        }
        if (failure != null) {
          throw failure;
        }
        if (next >= chunks.size()) {
          return complete == null ? new Step.Waiting(facts()) : new Step.End(complete);
        }
        place = chunks.get((int) next);
      }
      EncodedChunk chunk =
          switch (place) {
            case StoredChunk.InMemory kept -> kept.chunk();
            case StoredChunk.OnDisk spilled -> spilled.read();
          };
      next++;
      return new Step.Rows(chunk);
    }

    @Override
    public void close() {
      String used;
      synchronized (SpooledRows.this) {
        if (closed) {
          return;
        }
        closed = true;
        readers--;
        used = handle;
      }
      freeIfUnused();
      spool.letGo(used);
    }
  }

  synchronized void begin(RowSchema columns) {
    schema = columns;
  }

  /** Keeps a chunk whose bytes have been reserved, or gives those back. */
  void add(EncodedChunk chunk, boolean inMemory) {
    long more = chunk.payload().length;
    boolean added = false;
    StoredChunk stored = null;
    try {
      stored = inMemory ? new StoredChunk.InMemory(chunk) : spill(chunk);
      synchronized (this) {
        requireWanted();
        chunks.add(stored);
        bytes += more;
        memoryBytes += inMemory ? more : 0;
        added = true;
        notifyAll();
      }
    } finally {
      if (!added) {
        free(stored);
        spool.unreserve(more, inMemory ? more : 0);
      }
    }
  }

  private StoredChunk spill(EncodedChunk chunk) {
    return SmallChunks.takes(chunk) ? spool.smallFile(chunk).write(chunk) : openFile().write(chunk);
  }

  private static void free(@Nullable StoredChunk chunk) {
    if (chunk instanceof StoredChunk.OnDisk spilled) {
      spilled.free();
    }
  }

  synchronized void complete(RowsFacts facts) {
    if (file != null) {
      file.written();
    }
    complete = facts;
    notifyAll();
  }

  /** Ends it short. Its readers are told; what it took is freed. */
  void fail(StackException cause) {
    synchronized (this) {
      if (complete != null || failure != null) {
        return;
      }
      failure = cause;
      notifyAll();
    }
    discard();
  }

  /** The same, and keeps it under its handle no more. */
  void withdraw(StackException cause) {
    fail(cause);
    String name;
    synchronized (this) {
      name = handle;
    }
    if (name != null) {
      spool.withdraw(name, this);
    }
  }

  synchronized boolean isOpen() {
    return complete == null && failure == null;
  }

  /** Whether nobody reads or writes it, so that it could make room for others. */
  synchronized boolean isIdle() {
    return readers == 0 && complete != null;
  }

  synchronized void keptUnder(String name) {
    handle = name;
  }

  synchronized long bytes() {
    return bytes;
  }

  synchronized long memoryBytes() {
    return memoryBytes;
  }

  synchronized long rowsSoFar() {
    return chunks.isEmpty() ? 0 : chunks.getLast().rowsTotal();
  }

  /**
   * No handle names it any more: freed now, or when its last reader has gone. Work that still
   * writes it is cancelled.
   */
  void discard() {
    boolean cancel;
    synchronized (this) {
      discarded = true;
      cancel = isOpen();
    }
    if (cancel) {
      fail(new StackException(ContractError.HANDLE_ENDED, "The rows have been let go."));
      work.cancel();
    }
    freeIfUnused();
  }

  private void requireWanted() {
    if (failure != null) {
      throw failure;
    }
  }

  private void freeIfUnused() {
    SpillFile toClose;
    List<StoredChunk> toFree;
    long less;
    long lessInMemory;
    synchronized (this) {
      if (!discarded || readers > 0 || freed) {
        return;
      }
      freed = true;
      toClose = file;
      less = bytes;
      lessInMemory = memoryBytes;
      toFree = List.copyOf(chunks);
      chunks.clear();
      if (failure == null) {
        failure = new StackException(ContractError.HANDLE_ENDED, "The rows have been let go.");
      }
    }
    toFree.forEach(SpooledRows::free);
    spool.unreserve(less, lessInMemory);
    if (toClose != null) {
      toClose.close();
    }
  }

  private synchronized SpillFile openFile() {
    requireWanted();
    SpillFile open = file;
    if (open == null) {
      open = spool.newFile();
      file = open;
    }
    return open;
  }
}
