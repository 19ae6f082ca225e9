package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A store for servers that share one process. What it remembers ends with the process. */
public final class InMemoryHandleStore implements HandleStore {
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
    HandleRecord record = handle.named(HandleNames.mint(handle.kind()));
    register(record, record.timeToLive());
    return record;
  }

  @Override
  public synchronized void register(HandleRecord record, Duration remaining) {
    entries.putIfAbsent(record.name(), new Entry(record, nanoTime.getAsLong(), remaining));
  }

  @Override
  public synchronized Lookup find(Principal principal, String name) {
    Entry entry = owned(principal, name);
    if (entry == null) {
      return new Lookup.Unknown();
    }
    HandleRecord record = entry.record;
    long now = nanoTime.getAsLong();
    EndReason reason = entry.reason(now);
    if (reason == null) {
      return new Lookup.Live(record, Duration.ofNanos(Math.max(0, entry.dueNanos - now)));
    }
    return new Lookup.Ended(
        record.kind(), reason, Duration.ofNanos(now - entry.endNanos()), record.lineage());
  }

  @Override
  public synchronized Lease lease(Principal principal, String name) {
    HandleRecord record = find(principal, name).requireLive();
    MemoryLease lease = new MemoryLease(record);
    lease.hold();
    return lease;
  }

  @Override
  public synchronized void release(Principal principal, String name) {
    Entry entry = owned(principal, name);
    if (entry != null && entry.reason(nanoTime.getAsLong()) == null) {
      entry.end(EndReason.RELEASED, nanoTime.getAsLong());
    }
  }

  @Override
  public synchronized void end(String name, EndReason reason) {
    Entry entry = entries.get(name);
    if (entry != null && entry.reason(nanoTime.getAsLong()) == null) {
      entry.end(reason, nanoTime.getAsLong());
    }
  }

  @Override
  public synchronized void complete(HandleRecord record) {
    Entry entry = entries.get(record.name());
    long now = nanoTime.getAsLong();
    if (entry != null && entry.reason(now) == null) {
      entry.record = record;
      entry.dueNanos = now + record.timeToLive().toNanos();
      entry.keep(entry.dueNanos);
    }
  }

  @Override
  public synchronized Map<String, Presence> presence(Collection<String> names) {
    Map<String, Presence> found = new LinkedHashMap<>();
    long now = nanoTime.getAsLong();
    for (String name : names) {
      found.put(name, presence(entries.get(name), now));
    }
    return found;
  }

  private static Presence presence(@Nullable Entry entry, long now) {
    if (entry == null) {
      return Presence.MISSING;
    }
    EndReason reason = entry.reason(now);
    boolean keep =
        reason == null
            || (reason == EndReason.EXPIRED && now - entry.endNanos() < StoreTimes.GRACE.toNanos());
    return keep ? Presence.LIVE : Presence.ENDED;
  }

  private @Nullable Entry owned(Principal principal, String name) {
    Entry entry = entries.get(name);
    if (entry == null || !entry.record.principal().equals(principal.name())) {
      return null;
    }
    if (isForgotten(entry)) {
      entries.remove(name);
      return null;
    }
    return entry;
  }

  private boolean isForgotten(Entry entry) {
    long now = nanoTime.getAsLong();
    return entry.reason(now) != null
        && now - entry.endNanos() >= StoreTimes.TOMBSTONE_LIFE.toNanos();
  }

  /** Times are of a clock that may pass through the end of its range: only differences count. */
  private static final class Entry {
    private HandleRecord record;
    private long dueNanos;
    private final Map<MemoryLease, Long> leases = new HashMap<>();

    /** Until when anything kept it: its time, a reader that let go, a lease that lapsed. */
    private long keptNanos;

    private @Nullable EndReason ended;
    private long endedNanos;

    private Entry(HandleRecord record, long createdNanos, Duration remaining) {
      this.record = record;
      this.dueNanos = createdNanos + remaining.toNanos();
      this.keptNanos = dueNanos;
    }

    /** How it has ended, null while it lives. */
    private @Nullable EndReason reason(long now) {
      if (ended != null) {
        return ended;
      }
      leases
          .values()
          .removeIf(until -> {
            boolean lapsed = now - until >= 0;
            if (lapsed) {
              keep(until);
            }
            return lapsed;
          });
      return leases.isEmpty() && now - keptNanos >= 0 ? EndReason.EXPIRED : null;
    }

    private void end(EndReason how, long now) {
      ended = how;
      endedNanos = now;
    }

    private long endNanos() {
      return ended != null ? endedNanos : keptNanos;
    }

    private void keep(long until) {
      if (until - keptNanos > 0) {
        keptNanos = until;
      }
    }
  }

  private final class MemoryLease implements Lease {
    private final HandleRecord record;

    private MemoryLease(HandleRecord record) {
      this.record = record;
    }

    @Override
    public HandleRecord record() {
      return record;
    }

    @Override
    public boolean renew() {
      synchronized (InMemoryHandleStore.this) {
        Entry entry = entries.get(record.name());
        if (entry == null
            || entry.reason(nanoTime.getAsLong()) != null
            || !entry.leases.containsKey(this)) {
          return false;
        }
        hold();
        return true;
      }
    }

    private void hold() {
      Entry entry = entries.get(record.name());
      if (entry != null) {
        entry.leases.put(this, nanoTime.getAsLong() + StoreTimes.LEASE_LIFE.toNanos());
      }
    }

    @Override
    public void close() {
      synchronized (InMemoryHandleStore.this) {
        Entry entry = entries.get(record.name());
        if (entry != null) {
          long now = nanoTime.getAsLong();
          entry.reason(now); // Lets go of what has lapsed.
          if (entry.leases.remove(this) != null) {
            entry.keep(now);
          }
        }
      }
    }
  }
}
