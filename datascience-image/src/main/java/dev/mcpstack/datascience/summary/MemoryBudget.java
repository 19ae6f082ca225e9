package dev.mcpstack.datascience.summary;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes of heap that all summaries of a process may hold at once, so that many calls together need
 * no more than one may. Thread-safe.
 */
public final class MemoryBudget {
  /** Twenty million numbers. */
  private static final long MOST = 160_000_000;

  private final long limit;
  private final AtomicLong used = new AtomicLong();

  /** A budget of this many bytes. */
  public MemoryBudget(long limit) {
    this.limit = limit;
  }

  /** 160 MB, or a quarter of the heap where that is less. */
  public static MemoryBudget ofHeap() {
    return new MemoryBudget(Math.min(MOST, Runtime.getRuntime().maxMemory() / 4));
  }

  /** Begins what one call takes; all of it is given back on close. */
  public Share open() {
    return new Share();
  }

  /** Bytes in use. */
  public long used() {
    return used.get();
  }

  private boolean tryReserve(long bytes) {
    if (used.addAndGet(bytes) <= limit) {
      return true;
    }
    used.addAndGet(-bytes);
    return false;
  }

  /** What one call has taken. Not thread-safe. */
  public final class Share implements AutoCloseable {
    private long taken;

    private Share() {}

    /** Takes more, or takes nothing and says so. */
    public boolean tryTake(long bytes) {
      boolean granted = bytes <= limit && tryReserve(bytes);
      taken += granted ? bytes : 0;
      return granted;
    }

    /** Gives some back early. */
    public void giveBack(long bytes) {
      taken -= bytes;
      used.addAndGet(-bytes);
    }

    /** The most that could ever be granted, in bytes. */
    public long limit() {
      return limit;
    }

    @Override
    public void close() {
      giveBack(taken);
    }
  }
}
