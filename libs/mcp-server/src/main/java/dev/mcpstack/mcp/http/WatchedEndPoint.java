package dev.mcpstack.mcp.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadPendingException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * A connection that notices while a request is in work that the client has closed it. The HTTP
 * server does not read at that time, so nobody would: this reads ahead, and hands what came instead
 * of the end, the beginning of a next request, over to the server's next read.
 */
final class WatchedEndPoint extends ForwardingEndPoint {
  private static final int READ_AHEAD = 1_024;

  private final Executor threads;

  /** What was read ahead, in the state in which it can be read from. */
  private ByteBuffer ahead = BufferUtil.EMPTY_BUFFER;

  private boolean ended;

  /** Whether we are registered at the wrapped connection, so that nobody else can be. */
  private boolean reading;

  private @Nullable Runnable gone;
  private @Nullable Callback server;

  WatchedEndPoint(EndPoint wrapped, Executor threads) {
    super(wrapped);
    this.threads = threads;
  }

  /**
   * Begins to watch for the end; what was watched for before is forgotten.
   *
   * @param action runs once, and may block
   */
  void watch(Runnable action) {
    synchronized (this) {
      if (ahead.hasRemaining() || server != null) {
        return; // A client that has sent more was there a moment ago.
      }
      if (!ended) {
        gone = action;
        if (!reading) {
          reading = unwrap().tryFillInterested(new Ahead());
        }
        return;
      }
    }
    threads.execute(action);
  }

  /** Ends watching. The read stays registered, and becomes the server's when it comes for it. */
  synchronized void forget() {
    gone = null;
  }

  @Override
  public int fill(ByteBuffer buffer) throws IOException {
    synchronized (this) {
      if (ahead.hasRemaining()) {
        return BufferUtil.append(buffer, ahead);
      }
    }
    return unwrap().fill(buffer);
  }

  @Override
  public void fillInterested(Callback callback) {
    if (!tryFillInterested(callback)) {
      throw new ReadPendingException();
    }
  }

  @Override
  public synchronized boolean tryFillInterested(Callback callback) {
    if (ahead.hasRemaining() || ended) {
      threads.execute(callback::succeeded);
      return true;
    }
    if (!reading) {
      return unwrap().tryFillInterested(callback);
    }
    if (server != null) {
      return false;
    }
    gone = null; // The request has been answered.
    server = callback;
    return true;
  }

  @Override
  public synchronized boolean isFillInterested() {
    return reading ? server != null : unwrap().isFillInterested();
  }

  /** Something has come, or the end. */
  private void onReadable() {
    @Nullable Callback readerOfIt;
    synchronized (this) {
      reading = false;
      readerOfIt = server;
      server = null;
    }
    if (readerOfIt != null) {
      readerOfIt.succeeded();
      return;
    }
    @Nullable Runnable action;
    synchronized (this) {
      action = readAhead() ? gone : null;
      if (action != null) {
        gone = null;
      }
    }
    if (action != null) {
      action.run();
    }
  }

  /** Whether that was the end. */
  private boolean readAhead() {
    if (reading || server != null) {
      return false;
    }
    ByteBuffer buffer = BufferUtil.allocate(READ_AHEAD);
    try {
      int read = unwrap().fill(buffer);
      if (read > 0) {
        ahead = buffer;
        return false;
      }
      if (read == 0) {
        reading = unwrap().tryFillInterested(new Ahead());
        return false;
      }
    } catch (IOException _) {
      // A reset, which ends it as well.
    }
    ended = true;
    return true;
  }

  private void onFailure(Throwable failure) {
    @Nullable Callback readerOfIt;
    @Nullable Runnable action;
    synchronized (this) {
      reading = false;
      readerOfIt = server;
      server = null;
      action = gone;
      gone = null;
    }
    if (readerOfIt != null) {
      readerOfIt.failed(failure);
    } else if (action != null) {
      action.run();
    }
  }

  /** Blocking by its type, as the server's own reads are, so that it is given a thread. */
  private final class Ahead implements Callback {
    @Override
    public void succeeded() {
      onReadable();
    }

    @Override
    public void failed(Throwable failure) {
      onFailure(failure);
    }
  }
}
