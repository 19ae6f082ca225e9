package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A store for servers that share one process. What it remembers ends with the process. */
public final class InMemoryHandleStore implements HandleStore {
  /** How long a tombstone is kept for its principal. */
  public static final Duration TOMBSTONE_LIFE = Duration.ofHours(24);

  /** How many entries are held before the first sweep. */
  private static final int FIRST_SWEEP = 64;

  private final LongSupplier nanoTime;
  private final Map<String, Entry> entries = new HashMap<>();
  private int sweepAt = FIRST_SWEEP;

  /** A store on the machine's monotonic clock. */
  public InMemoryHandleStore() {
    this(System::nanoTime);
  }

  /** A store on a clock of nanoseconds that only moves forward. */
  public InMemoryHandleStore(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized HandleRecord create(NewHandle handle) {
    if (entries.size() >= sweepAt) {
      entries.values().removeIf(this::isForgotten);
      // At twice as many again: the sweeps cost each new entry a constant, however many are held.
      sweepAt = Math.max(FIRST_SWEEP, 2 * entries.size());
    }
    HandleRecord record =
        new HandleRecord(
            HandleNames.mint(handle.kind()),
            handle.kind(),
            handle.principal().name(),
            handle.owner(),
            handle.timeToLive(),
            handle.rows(),
            handle.lineage());
    entries.put(record.name(), new Entry(record, nanoTime.getAsLong()));
    return record;
  }

  @Override
  public synchronized Lookup find(Principal principal, String name) {
    Entry entry = owned(principal, name);
    if (entry == null) {
      return new Lookup.Unknown();
    }
    HandleRecord record = entry.record;
    long now = nanoTime.getAsLong();
    EndReason reason = entry.reason;
    if (reason == null) {
      long remaining = Math.max(0, entry.dueNanos - now);
      return new Lookup.Live(record, Duration.ofNanos(remaining));
    }
    return new Lookup.Ended(
        record.kind(),
        reason,
        Duration.ofNanos(Math.max(0, now - entry.endedNanos)),
        record.lineage());
  }

  @Override
  public synchronized Lease lease(Principal principal, String name) {
    HandleRecord record = find(principal, name).requireLive();
    Entry entry = entries.get(name);
    if (entry != null) {
      entry.leases++;
    }
    AtomicBoolean open = new AtomicBoolean(true);
    return new Lease() {
      @Override
      public HandleRecord record() {
        return record;
      }

      @Override
      public void close() {
        if (entry != null && open.compareAndSet(true, false)) {
          synchronized (InMemoryHandleStore.this) {
            entry.leases--;
            entry.lastReadNanos = nanoTime.getAsLong();
          }
        }
      }
    };
  }

  @Override
  public synchronized void release(Principal principal, String name) {
    Entry entry = owned(principal, name);
    if (entry != null && entry.reason == null) {
      entry.end(EndReason.RELEASED, nanoTime.getAsLong());
    }
  }

  @Override
  public synchronized Set<String> ended(Collection<String> names) {
    Set<String> ended = new HashSet<>();
    long now = nanoTime.getAsLong();
    for (String name : names) {
      Entry entry = entries.get(name);
      if (entry == null) {
        ended.add(name);
      } else {
        expireIfDue(entry, now);
        if (entry.reason != null) {
          ended.add(name);
        }
      }
    }
    return ended;
  }

  private @Nullable Entry owned(Principal principal, String name) {
    Entry entry = entries.get(name);
    if (entry == null || !entry.record.principal().equals(principal.name())) {
      return null;
    }
    expireIfDue(entry);
    if (isForgotten(entry)) {
      entries.remove(name);
      return null;
    }
    return entry;
  }

  private void expireIfDue(Entry entry) {
    expireIfDue(entry, nanoTime.getAsLong());
  }

  private static void expireIfDue(Entry entry, long now) {
    long due = entry.dueNanos;
    if (entry.reason == null && entry.leases == 0 && now - due >= 0) {
      // When it became due, not when somebody noticed; a lease puts it off until it is let go.
      boolean readBeyondDue = entry.lastReadNanos - due > 0;
      entry.end(EndReason.EXPIRED, readBeyondDue ? entry.lastReadNanos : due);
    }
  }

  private boolean isForgotten(Entry entry) {
    expireIfDue(entry);
    return entry.reason != null
        && nanoTime.getAsLong() - entry.endedNanos >= TOMBSTONE_LIFE.toNanos();
  }

  private static final class Entry {
    private final HandleRecord record;
    private final long dueNanos;
    private long lastReadNanos;
    private int leases;
    private @Nullable EndReason reason;
    private long endedNanos;

    private Entry(HandleRecord record, long createdNanos) {
      this.record = record;
      this.dueNanos = createdNanos + record.timeToLive().toNanos();
      this.lastReadNanos = createdNanos;
    }

    private void end(EndReason why, long nanos) {
      reason = why;
      endedNanos = nanos;
    }
  }
}
