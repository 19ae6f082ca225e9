package dev.mcpstack.operator.store;

import dev.mcpstack.operator.observe.Finding;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Asks each store again and again, each on a thread of its own, since some never answer. */
public final class StoreWatch implements StoreProbe, AutoCloseable {
  /** How often a store is asked. */
  public static final Duration EVERY = Duration.ofSeconds(30);

  private final Function<StoreTarget, Finding> ask;
  private final Map<Key, Watched> all = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("token-stores").daemon().factory());
  private volatile BiConsumer<String, String> changed = (_, _) -> {};
  private volatile BiPredicate<String, String> exists = (_, _) -> true;

  private record Key(String namespace, String stack) {}

  private record Watched(StoreTarget target, Optional<Finding> found, boolean asking) {}

  /** One that asks by this function, which may take its time and never fails. */
  public StoreWatch(Function<StoreTarget, Finding> ask, Duration every) {
    this.ask = ask;
    long nanos = every.toNanos();
    var _ = timer.scheduleWithFixedDelay(this::askAll, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Optional<Finding> look(String namespace, String stack, StoreTarget target) {
    Key key = new Key(namespace, stack);
    Watched now =
        all.compute(
            key,
            (_, before) ->
                before != null && before.target.equals(target)
                    ? before
                    : new Watched(target, Optional.empty(), false));
    if (now.found.isEmpty()) {
      start(key);
    }
    return now.found;
  }

  @Override
  public void forget(String namespace, String stack) {
    all.remove(new Key(namespace, stack));
  }

  @Override
  public void follow(BiConsumer<String, String> told, BiPredicate<String, String> known) {
    this.changed = told;
    this.exists = known;
  }

  private void askAll() {
    all.keySet().removeIf(key -> !exists.test(key.namespace, key.stack));
    all.keySet().forEach(this::start);
  }

  private void start(Key key) {
    all.computeIfPresent(
        key,
        (_, before) -> {
          if (!before.asking) {
            Thread.ofVirtual().name("token-store").start(() -> askOne(key, before.target));
          }
          return new Watched(before.target, before.found, true);
        });
  }

  private void askOne(Key key, StoreTarget target) {
    Finding answer = ask.apply(target);
    boolean[] another = {false};
    all.computeIfPresent(
        key,
        (_, before) -> {
          if (!before.target.equals(target)) {
            return before; // It was asked for another store meanwhile.
          }
          another[0] = !before.found.equals(Optional.of(answer));
          return new Watched(target, Optional.of(answer), false);
        });
    if (another[0]) {
      changed.accept(key.namespace, key.stack);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
