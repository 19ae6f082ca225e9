package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store as an owner sees it. It knows the handles that it made itself, so that it serves them
 * while the store is away, and tells the store of them again when that has lost them. New handles
 * need the store. Thread-safe.
 */
public final class OwnedHandles implements HandleStore {
  private static final Logger LOG = LoggerFactory.getLogger(OwnedHandles.class);

  private final HandleStore store;
  private final LongSupplier nanoTime;
  private final Map<String, Owned> owned = new ConcurrentHashMap<>();

  /** The handles that this process makes in a store. */
  public OwnedHandles(HandleStore store) {
    this(store, System::nanoTime);
  }

  OwnedHandles(HandleStore store, LongSupplier nanoTime) {
    this.store = store;
    this.nanoTime = nanoTime;
  }

  @Override
  public HandleRecord create(NewHandle handle) {
    HandleRecord record = store.create(handle);
    owned.put(record.name(), new Owned(record, due(record.timeToLive())));
    return record;
  }

  @Override
  public void register(HandleRecord record, Duration remaining) {
    store.register(record, remaining);
    owned.putIfAbsent(record.name(), new Owned(record, due(remaining)));
  }

  @Override
  public Lookup find(Principal principal, String name) {
    Lookup found;
    try {
      found = store.find(principal, name);
    } catch (StackException e) {
      return known(principal, name, e);
    }
    Owned own = owned.get(name);
    if (found instanceof Lookup.Unknown && own != null && own.isOf(principal) && remember(own)) {
      return store.find(principal, name);
    }
    return found;
  }

  @Override
  public Lease lease(Principal principal, String name) {
    return new OwnedLease(principal, find(principal, name).requireLive());
  }

  @Override
  public void release(Principal principal, String name) {
    store.release(principal, name);
    Owned own = owned.get(name);
    if (own != null && own.isOf(principal)) {
      owned.remove(name);
    }
  }

  @Override
  public void end(String name, EndReason reason) {
    owned.remove(name); // Even when the store is away: its bytes are gone.
    store.end(name, reason);
  }

  @Override
  public void complete(HandleRecord record) {
    owned.computeIfPresent(record.name(), (_, _) -> new Owned(record, due(record.timeToLive())));
    store.complete(record);
  }

  @Override
  public void adopt(HandleRecord record) {
    store.adopt(record);
    owned.put(record.name(), new Owned(record, due(record.timeToLive())));
  }

  @Override
  public Map<String, Presence> presence(Collection<String> names) {
    Map<String, Presence> found = new LinkedHashMap<>(store.presence(names));
    found.replaceAll((name, presence) -> {
      Owned own = owned.get(name);
      if (presence == Presence.MISSING && own != null && remember(own)) {
        return Presence.LIVE;
      }
      if (presence == Presence.ENDED) {
        owned.remove(name);
      }
      return presence;
    });
    return found;
  }

  @Override
  public Optional<Duration> sinceReturn() {
    return store.sinceReturn();
  }

  /** Tells the store of a handle that should be there; false when its time is over. */
  private boolean remember(Owned own) {
    Duration remaining = remaining(own);
    if (remaining.isNegative() || remaining.isZero()) {
      owned.remove(own.record.name());
      return false;
    }
    LOG.warn("The token store has lost handles; those of this server are registered again");
    store.register(own.record, remaining);
    return true;
  }

  /** What is known of it here, while the store does not answer. */
  private Lookup known(Principal principal, String name, StackException failure) {
    Owned own = owned.get(name);
    if (!isAway(failure) || own == null || !own.isOf(principal)) {
      throw failure;
    }
    Duration remaining = remaining(own);
    // Whether a reader elsewhere still holds it can't be known now: the bytes are here, so it
    // lives.
    return new Lookup.Live(own.record, remaining.isNegative() ? Duration.ZERO : remaining);
  }

  private static boolean isAway(StackException failure) {
    return failure.code() == ContractError.STORE_UNAVAILABLE;
  }

  private Duration remaining(Owned own) {
    return Duration.ofNanos(own.dueNanos - nanoTime.getAsLong());
  }

  private long due(Duration remaining) {
    return nanoTime.getAsLong() + remaining.toNanos();
  }

  private record Owned(HandleRecord record, long dueNanos) {
    boolean isOf(Principal principal) {
      return record.principal().equals(principal.name());
    }
  }

  /**
   * A lease that outlasts the store's being away, and is taken again in one that has lost it or let
   * it lapse meanwhile. Thread-safe.
   */
  private final class OwnedLease implements Lease {
    private final Principal principal;
    private final HandleRecord record;

    /** In the store; none while that is away. */
    private @Nullable Lease held;

    private OwnedLease(Principal principal, HandleRecord record) {
      this.principal = principal;
      this.record = record;
      this.held = take();
    }

    @Override
    public HandleRecord record() {
      return record;
    }

    @Override
    public synchronized boolean renew() {
      try {
        if (held == null || !held.renew()) {
          find(principal, record.name()).requireLive(); // Tells a store of it that has lost it.
          held = take();
        }
        return true;
      } catch (StackException e) {
        return isAway(e) && owned.containsKey(record.name());
      }
    }

    @Override
    public synchronized void close() {
      try {
        if (held != null) {
          held.close();
        }
      } catch (StackException e) {
        LOG.debug("A lease of {} is left to lapse", record.kind().label(), e);
      }
    }

    private @Nullable Lease take() {
      try {
        return store.lease(principal, record.name());
      } catch (StackException e) {
        if (isAway(e) && owned.containsKey(record.name())) {
          return null;
        }
        throw e;
      }
    }
  }
}
