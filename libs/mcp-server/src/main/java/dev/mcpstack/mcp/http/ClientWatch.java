package dev.mcpstack.mcp.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Minds the client of one request that is in work. It begins only when the request has been in work
 * for a moment, because most are answered before that and needn't pay for it.
 */
final class ClientWatch implements McpReply.Watch {
  private static final long MOMENT_MILLIS = 100;

  private final Scheduler scheduler;
  private final EndPoint connection;
  private final long keepAliveMillis;
  private final Runnable comment;
  private final Runnable gone;
  private Scheduler.@Nullable Task next;
  private boolean watching;
  private boolean over;

  ClientWatch(
      Scheduler scheduler,
      EndPoint connection,
      long keepAliveMillis,
      Runnable comment,
      Runnable gone) {
    this.scheduler = scheduler;
    this.connection = connection;
    this.keepAliveMillis = keepAliveMillis;
    this.comment = comment;
    this.gone = gone;
  }

  synchronized ClientWatch begin() {
    next = scheduler.schedule(this::watch, MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    return this;
  }

  @Override
  public synchronized void close() {
    over = true;
    if (next != null) {
      next.cancel();
    }
    if (watching && connection instanceof WatchedEndPoint watched) {
      watched.forget();
    }
  }

  private synchronized void watch() {
    if (!over && connection instanceof WatchedEndPoint watched) {
      watching = true;
      watched.watch(this::leave);
    }
    waitToComment();
  }

  private synchronized void waitToComment() {
    if (!over) {
      next =
          scheduler.schedule(
              () -> Thread.startVirtualThread(this::keepAlive),
              keepAliveMillis,
              TimeUnit.MILLISECONDS);
    }
  }

  private void keepAlive() {
    synchronized (this) {
      if (over) {
        return;
      }
    }
    try {
      comment.run();
      waitToComment();
    } catch (ClientGoneException _) {
      leave();
    }
  }

  /** Outside of the lock: ending the work may take a while. */
  private void leave() {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      if (next != null) {
        next.cancel();
      }
    }
    gone.run();
  }
}
