package dev.mcpstack.mcp.server;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The changes that one client has yet to be told of. The same change twice is one, because the
 * client asks anew anyway, so they never outgrow what it asked for. Thread-safe.
 */
public final class Subscription {
  /** How long a client may take to read one message. */
  public static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Why it is over. */
  public enum End {
    /** The client went, or didn't read. */
    LEFT,
    /** The server stops, or wants the client to come back. */
    STOPPED
  }

  private final Predicate<Change> filter;
  private final LongSupplier nanoTime;
  private final Runnable drop;
  private final Set<Change> pending = new LinkedHashSet<>();
  private boolean sending;
  private long sendingSince;
  private @Nullable End end;

  /**
   * A subscription.
   *
   * @param filter what the client asked for
   * @param nanoTime the clock
   * @param drop closes the connection of a client that doesn't read
   */
  public Subscription(Predicate<Change> filter, LongSupplier nanoTime, Runnable drop) {
    this.filter = filter;
    this.nanoTime = nanoTime;
    this.drop = drop;
  }

  /** Takes a change in. Never waits. */
  public void offer(Change change) {
    synchronized (this) {
      if (end != null || !filter.test(change)) {
        return;
      }
      if (!sending || nanoTime.getAsLong() - sendingSince <= PATIENCE.toNanos()) {
        pending.add(change);
        notifyAll();
        return;
      }
      end(End.LEFT);
    }
    drop.run();
  }

  /** Waits for a change to tell the client of; null when it is over. */
  public synchronized @Nullable Change next() throws InterruptedException {
    sending = false;
    while (end == null && pending.isEmpty()) {
      wait();
    }
    if (end != null) {
      return null;
    }
    Iterator<Change> changes = pending.iterator();
    Change next = changes.next();
    changes.remove();
    sending = true;
    sendingSince = nanoTime.getAsLong();
    return next;
  }

  /** Ends it. Only the first end counts. */
  public synchronized void end(End why) {
    if (end == null) {
      end = why;
      notifyAll();
    }
  }

  /**
   * Ends it because the client has opened another in its place. A message that the client has yet
   * to read is not waited for: no later change would find out how long that takes.
   */
  public void replace() {
    boolean unread;
    synchronized (this) {
      end(End.LEFT);
      unread = sending;
    }
    if (unread) {
      drop.run();
    }
  }

  /** Whether the client is to be told that it is over. */
  public synchronized boolean isStopped() {
    return end == End.STOPPED;
  }
}
