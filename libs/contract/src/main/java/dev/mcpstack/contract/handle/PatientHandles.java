package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * A store whose restart is an answer that takes longer, instead of calls that fail: what a call
 * needs of it is tried again while it is away. How long counts from when it went, for all calls
 * together, so one that stays away is waited for once. One that came back empty does not know
 * handles until their owners register them again, within seconds, so that is waited for as well.
 * What owners do beside calls is not held up. Every operation may be repeated, since names are
 * minted once. Thread-safe.
 */
public final class PatientHandles implements HandleStore {
  /** Long enough for the restart of one pod, and shorter than what a call may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Owners look every five seconds whether the store still knows what they hold. */
  private static final Duration REGISTERED = Duration.ofSeconds(10);

  private static final Duration BETWEEN = Duration.ofMillis(100);
  private static final long THERE = Long.MIN_VALUE;

  private final HandleStore store;
  private final long patienceNanos;
  private final AtomicLong awaySince = new AtomicLong(THERE);

  /** Waits for a store, for so long at most. */
  public PatientHandles(HandleStore store, Duration patience) {
    this.store = store;
    this.patienceNanos = patience.toNanos();
  }

  private <T> T patiently(Supplier<T> operation) {
    while (true) {
      try {
        T result = operation.get();
        awaySince.set(THERE);
        return result;
      } catch (StackException e) {
        if (e.code() != ContractError.STORE_UNAVAILABLE || !mayWait()) {
          throw e;
        }
      }
    }
  }

  /** Waits a moment, unless the store is away for too long or the call is over. */
  private boolean mayWait() {
    long now = System.nanoTime();
    awaySince.compareAndSet(THERE, now);
    long since = awaySince.get();
    boolean soon = since == THERE || now - since < patienceNanos;
    if (soon) {
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    return soon && !Thread.currentThread().isInterrupted();
  }

  /** Waits a moment, if the store came back so lately that owners still tell it what they hold. */
  private boolean mayBeRegistered() {
    boolean lately =
        store.sinceReturn().filter(since -> since.compareTo(REGISTERED) < 0).isPresent();
    if (lately) {
      LockSupport.parkNanos(BETWEEN.toNanos());
    }
    return lately && !Thread.currentThread().isInterrupted();
  }

  private void patiently(Runnable operation) {
    boolean _ =
        patiently(() -> {
          operation.run();
          return true;
        });
  }

  @Override
  public HandleRecord create(NewHandle handle) {
    return patiently(() -> store.create(handle));
  }

  @Override
  public Lookup find(Principal principal, String name) {
    while (true) {
      Lookup lookup = patiently(() -> store.find(principal, name));
      if (!(lookup instanceof Lookup.Unknown) || !mayBeRegistered()) {
        return lookup;
      }
    }
  }

  @Override
  public Lease lease(Principal principal, String name) {
    while (true) {
      try {
        return patiently(() -> store.lease(principal, name));
      } catch (StackException e) {
        if (e.code() != ContractError.HANDLE_UNKNOWN || !mayBeRegistered()) {
          throw e;
        }
      }
    }
  }

  @Override
  public void release(Principal principal, String name) {
    patiently(() -> store.release(principal, name));
  }

  @Override
  public void complete(HandleRecord record) {
    patiently(() -> store.complete(record));
  }

  @Override
  public void adopt(HandleRecord record) {
    patiently(() -> store.adopt(record));
  }

  @Override
  public void register(HandleRecord record, Duration remaining) {
    store.register(record, remaining);
  }

  @Override
  public void end(String name, EndReason reason) {
    store.end(name, reason);
  }

  @Override
  public Map<String, Presence> presence(Collection<String> names) {
    return store.presence(names);
  }
}
