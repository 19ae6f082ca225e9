package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
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
    try {
      find(principal, name); // Tells a store of it again that has lost it.
      return store.lease(principal, name);
    } catch (StackException e) {
      return new LocalLease(known(principal, name, e).requireLive());
    }
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
    if (failure.code() != ContractError.STORE_UNAVAILABLE || own == null || !own.isOf(principal)) {
      throw failure;
    }
    Duration remaining = remaining(own);
    // Whether a reader elsewhere still holds it can't be known now: the bytes are here, so it
    // lives.
    return new Lookup.Live(own.record, remaining.isNegative() ? Duration.ZERO : remaining);
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

  /** While the store is away nothing expires, so there is nothing to hold. */
  private record LocalLease(HandleRecord record) implements Lease {
    @Override
    public boolean renew() {
      return true;
    }

    @Override
    public void close() {}
  }
}
