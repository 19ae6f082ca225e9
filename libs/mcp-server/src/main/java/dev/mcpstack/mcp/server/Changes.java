package dev.mcpstack.mcp.server;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tells who listens what has changed. Thread-safe. */
public final class Changes {
  private final Map<Subscription, Listener> listeners = new ConcurrentHashMap<>();
  private final CopyOnWriteArrayList<Runnable> watchers = new CopyOnWriteArrayList<>();

  private record Listener(Set<String> resources, Consumer<Change> consumer) {}

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
    return listen(Set.of(), listener);
  }

  /**
   * Begins to listen, also for changes of these resources. It gets all changes, as every listener;
   * naming them makes a publisher that has them from elsewhere ask for them there.
   *
   * @param resources by URI
   */
  public Subscription listen(Set<String> resources, Consumer<Change> listener) {
    Subscription subscription =
        new Subscription() {
          @Override
          public void close() {
            if (listeners.remove(this) != null && !resources.isEmpty()) {
              watchers.forEach(Runnable::run);
            }
          }
        };
    listeners.put(subscription, new Listener(Set.copyOf(resources), listener));
    if (!resources.isEmpty()) {
      watchers.forEach(Runnable::run);
    }
    return subscription;
  }

  /** The resources that somebody listens for, by URI. */
  public Set<String> wanted() {
    return listeners.values().stream()
        .map(Listener::resources)
        .flatMap(Collection::stream)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Is told when {@link #wanted} may have changed.
   *
   * @param watcher must not block
   */
  public void whenWanted(Runnable watcher) {
    watchers.add(watcher);
  }

  /** Tells all. */
  public void publish(Change change) {
    listeners.values().forEach(listener -> listener.consumer().accept(change));
  }
}
