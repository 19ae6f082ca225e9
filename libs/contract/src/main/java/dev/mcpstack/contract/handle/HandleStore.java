package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.principal.Principal;
import java.util.Collection;
import java.util.Set;

/**
 * The token store: records, leases and tombstones, never bytes. Time is the store's own, so the
 * clocks of two hosts are never compared. Thread-safe.
 */
public interface HandleStore {
  /** Mints a name and keeps the record. */
  HandleRecord create(NewHandle handle);

  /** What the name means to this principal. */
  Lookup find(Principal principal, String name);

  /**
   * Keeps a handle from expiring while somebody reads it, however long that takes.
   *
   * @throws dev.mcpstack.contract.error.StackException when it isn't a living handle of the
   *     principal
   */
  Lease lease(Principal principal, String name);

  /**
   * Ends a handle now, also under leases: a reader in the middle gets an error. A name that isn't a
   * living handle of the principal is left as it is.
   */
  void release(Principal principal, String name);

  /** Those of the names that no longer live, so that an owner can free their bytes. */
  Set<String> ended(Collection<String> names);

  /** A reader's hold on a handle. */
  interface Lease extends AutoCloseable {
    /** The record as it was when the lease began. */
    HandleRecord record();

    /** Lets go. Idempotent. */
    @Override
    void close();
  }
}
