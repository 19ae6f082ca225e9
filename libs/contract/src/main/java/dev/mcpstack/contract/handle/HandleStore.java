package dev.mcpstack.contract.handle;

import dev.mcpstack.contract.principal.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
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

  /**
   * Remembers a handle again that its owner still holds, for a store that has lost it. One that is
   * there is left as it is.
   *
   * @param remaining what is left of its time, as its owner has counted
   */
  void register(HandleRecord record, Duration remaining);

  /**
   * Ends a handle whose bytes are gone, whoever its principal is. For owners alone.
   *
   * @param reason how its principal is told that it ended
   */
  void end(String name, EndReason reason);

  /**
   * What a pending handle names is complete: its facts are remembered, and its time begins. For
   * owners alone; a handle that has ended is left as it is.
   */
  void complete(HandleRecord record);

  /**
   * This owner holds from now on what a lost one did: the record, which names it, is remembered,
   * and its time begins anew. For owners alone; a handle that has ended is left as it is.
   */
  default void adopt(HandleRecord record) {
    complete(record);
  }

  /** What the store knows of each name, whoever its principal is. For owners alone. */
  Map<String, Presence> presence(Collection<String> names);

  /**
   * Those of the names that no longer live, so that an owner can free their bytes: released, not
   * there, or expired for longer than {@link StoreTimes#GRACE}.
   */
  default Set<String> ended(Collection<String> names) {
    Set<String> ended = new LinkedHashSet<>();
    presence(names)
        .forEach((name, presence) -> {
          if (presence != Presence.LIVE) {
            ended.add(name);
          }
        });
    return ended;
  }

  /**
   * How long ago the store came back, which may have been empty; absent for one that was not away.
   */
  default Optional<Duration> sinceReturn() {
    return Optional.empty();
  }

  /** Whether what a handle names is still to be kept. */
  enum Presence {
    /** It lives, or has expired a moment ago. */
    LIVE,
    /** It was released, or has expired. */
    ENDED,
    /** The store has never heard of it, or has forgotten it. */
    MISSING
  }

  /**
   * A reader's hold on a handle. Not renewed for {@link StoreTimes#LEASE_LIFE}, it lapses, so that
   * a reader that was lost holds nothing for ever.
   */
  interface Lease extends AutoCloseable {
    /** The record as it was when the lease began. */
    HandleRecord record();

    /** Holds on for another life of a lease; false when the handle has ended meanwhile. */
    boolean renew();

    /** Lets go. Idempotent. Not called, the lease lapses, and until then a reader may come back. */
    @Override
    void close();
  }
}
