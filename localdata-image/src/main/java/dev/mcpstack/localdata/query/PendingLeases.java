package dev.mcpstack.localdata.query;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleStore;
import dev.mcpstack.contract.handle.StoreTimes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps handles from expiring while their rows are still being written. Thread-safe. */
final class PendingLeases {
  private static final Logger LOG = LoggerFactory.getLogger(PendingLeases.class);

  private final Map<HandleStore.Lease, Long> renewNanos = new ConcurrentHashMap<>();

  /** Holds a lease until the registration is closed. */
  Cancellation.Registration hold(HandleStore.Lease lease) {
    renewNanos.put(lease, next());
    return () -> renewNanos.remove(lease);
  }

  /** Renews those that are due. A handle that has ended needs no word: its work is cancelled. */
  void renew() {
    renewNanos.forEach((lease, due) -> {
      if (System.nanoTime() - due >= 0) {
        try {
          lease.renew();
          renewNanos.replace(lease, next());
        } catch (StackException e) {
          LOG.debug("A lease could not be renewed; tried again soon", e);
        }
      }
    });
  }

  private static long next() {
    return System.nanoTime() + StoreTimes.LEASE_RENEWAL.toNanos();
  }
}
