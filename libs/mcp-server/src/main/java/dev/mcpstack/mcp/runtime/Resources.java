package dev.mcpstack.mcp.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a running program holds, closed last to first. Thread-safe. */
public final class Resources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
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
