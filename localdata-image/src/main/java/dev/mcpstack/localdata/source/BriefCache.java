package dev.mcpstack.localdata.source;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Values that are loaded once for all who ask at the same time, and kept briefly. Thread-safe.
 *
 * @param <K> what a value is kept under
 * @param <V> the values
 */
final class BriefCache<K, V> {
  private static final long KEPT_NANOS = Duration.ofSeconds(30).toNanos();

  /** A database that is away is asked again soon, but not at each letter that somebody types. */
  private static final long FAILURE_KEPT_NANOS = Duration.ofSeconds(5).toNanos();

  private final int mostEntries;
  private final LongSupplier nanoTime;

  /** The least used first. */
  private final Map<K, Kept<V>> entries = new LinkedHashMap<>(16, 0.75f, true);

  BriefCache(int mostEntries, LongSupplier nanoTime) {
    this.mostEntries = mostEntries;
    this.nanoTime = nanoTime;
  }

  /** What is kept, or what is being loaded, on a virtual thread of its own from now on. */
  CompletableFuture<V> get(K key, Supplier<V> load) {
    Kept<V> entry;
    synchronized (entries) {
      Kept<V> known = entries.get(key);
      if (known != null && !known.isOver(nanoTime.getAsLong())) {
        return known.value;
      }
      entry = new Kept<>();
      entries.put(key, entry);
      if (entries.size() > mostEntries) {
        entries.remove(entries.keySet().iterator().next());
      }
    }
    Thread.ofVirtual().name("catalogue-names").start(() -> load(entry, load));
    return entry.value;
  }

  private void load(Kept<V> entry, Supplier<V> load) {
    try {
      V value = load.get();
      entry.loadedNanos = nanoTime.getAsLong();
      entry.value.complete(value);
    } catch (RuntimeException | Error e) {
      entry.loadedNanos = nanoTime.getAsLong();
      entry.value.completeExceptionally(e);
    }
  }

  private static final class Kept<V> {
    private final CompletableFuture<V> value = new CompletableFuture<>();
    private volatile long loadedNanos;

    private boolean isOver(long now) {
      return value.isDone()
          && now - loadedNanos
              >= (value.isCompletedExceptionally() ? FAILURE_KEPT_NANOS : KEPT_NANOS);
    }
  }
}
