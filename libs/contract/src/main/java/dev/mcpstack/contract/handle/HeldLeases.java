package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.StackException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps handles from expiring while what they name is still being made. Thread-safe. */
public final class HeldLeases {
  private static final Logger LOG = LoggerFactory.getLogger(HeldLeases.class);

  private final LongSupplier nanoTime;
  private final Map<HandleStore.Lease, Long> renewNanos = new ConcurrentHashMap<>();

  /** None are held yet. */
  public HeldLeases() {
    this(System::nanoTime);
  }

  HeldLeases(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Renews a lease until the registration is closed, which the lease itself outlasts. */
  public Cancellation.Registration hold(HandleStore.Lease lease) {
    renewNanos.put(lease, next());
    return () -> renewNanos.remove(lease);
  }

  /**
   * Renews those that are due; to be called every few seconds. A handle that has ended needs no
   * word here: a sweep cancels its work.
   */
  public void renew() {
    renewNanos.forEach((lease, due) -> {
      if (nanoTime.getAsLong() - due >= 0) {
        try {
          lease.renew();
          renewNanos.replace(lease, next());
        } catch (StackException e) {
          LOG.debug("A lease could not be renewed; tried again soon", e);
        }
      }
    });
  }

  private long next() {
    return nanoTime.getAsLong() + StoreTimes.LEASE_RENEWAL.toNanos();
  }
}
