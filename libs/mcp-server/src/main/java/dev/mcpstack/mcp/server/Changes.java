package dev.mcpstack.mcp.server;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Tells who listens what has changed. Thread-safe. */
public final class Changes {
  private final Map<Subscription, Consumer<Change>> listeners = new ConcurrentHashMap<>();

  /** Ends listening. */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Begins to listen.
   *
   * @param listener is called on the publisher's thread and must not block
   */
  public Subscription listen(Consumer<Change> listener) {
    Subscription subscription =
        new Subscription() {
          @Override
          public void close() {
            listeners.remove(this);
          }
        };
    listeners.put(subscription, listener);
    return subscription;
  }

  /** Tells all. */
  public void publish(Change change) {
    listeners.values().forEach(listener -> listener.accept(change));
  }
}
