package dev.mcpstack.mcp.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running program holds, closed last to first. Thread-safe. */
public final class Resources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Runnable> drains = new ArrayList<>();
  private boolean closed;

  /**
   * Takes over a resource.
   *
   * @throws StartFailure when all were closed meanwhile; then this one is closed too
   */
  public <T extends AutoCloseable> T add(T resource) {
    synchronized (this) {
      if (!closed) {
        open.push(resource);
        return resource;
      }
    }
    close(resource);
    throw new StartFailure("the stack was ended while it started");
  }

  /**
   * What is done before anything is closed when the process is told to end: serve what is held,
   * take nothing new.
   */
  public synchronized void beforeEnd(Runnable drain) {
    drains.add(drain);
  }

  /** Does that, all at once, and returns when the last is through. */
  void drain() {
    List<Runnable> all;
    synchronized (this) {
      all = List.copyOf(drains);
    }
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      all.forEach(each::execute);
    }
  }

  /** Closes all. One that can't be closed keeps none of the others open. Idempotent. */
  @Override
  public void close() {
    List<AutoCloseable> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(open);
      open.clear();
    }
    all.forEach(Resources::close);
  }

  private static void close(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      LOG.warn("{} did not close in order", resource.getClass().getSimpleName(), e);
    }
  }
}
