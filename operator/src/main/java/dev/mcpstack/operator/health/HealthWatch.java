package dev.mcpstack.operator.health;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Reads the pods of cells on trial and of those that leave, round by round, a few at once however
 * many there are. Others are left alone.
 */
public final class HealthWatch implements HealthProbe, AutoCloseable {
  /** How often a pod is read. */
  public static final Duration EVERY = Duration.ofSeconds(5);

  /** How many are read at the same time: each may show some megabytes. */
  static final int AT_ONCE = 16;

  private final Function<PodTarget, Optional<PodReading>> read;
  private final InstantSource clock;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Map<Key, Watched> all = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("health").daemon().factory());
  private volatile BiConsumer<String, String> changed = (_, _) -> {};
  private volatile BiPredicate<String, String> exists = (_, _) -> true;

  private record Key(String namespace, String stack) {}

  /** A stack, and whether its pods are being read. */
  private record Watched(StackHealth health, AtomicBoolean reading) {}

  /** One that reads over HTTP. */
  public HealthWatch(PodMetrics metrics, InstantSource clock, Duration every) {
    this(metrics::read, clock, every);
  }

  /** One that reads by this function, which may take its time and never fails. */
  HealthWatch(Function<PodTarget, Optional<PodReading>> read, InstantSource clock, Duration every) {
    this.read = read;
    this.clock = clock;
    long nanos = every.toNanos();
    var _ = timer.scheduleWithFixedDelay(this::readAll, nanos, nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Map<Integer, CellHealth> look(String namespace, String stack, HealthQuestion question) {
    Key key = new Key(namespace, stack);
    if (question.cells().isEmpty()) {
      all.remove(key);
      return Map.of();
    }
    boolean[] begun = {false};
    Watched watched =
        all.computeIfAbsent(
            key,
            _ -> {
              begun[0] = true;
              return new Watched(new StackHealth(), new AtomicBoolean());
            });
    Map<Integer, CellHealth> known = watched.health.look(question, clock.instant());
    if (begun[0]) {
      start(key, watched); // So that the round before a switch is not missed.
    }
    return known;
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

  private void readAll() {
    all.keySet().removeIf(key -> !exists.test(key.namespace, key.stack));
    all.forEach(this::start);
  }

  /** A stack whose last round goes on is left out. */
  private void start(Key key, Watched watched) {
    if (watched.reading.compareAndSet(false, true)) {
      Thread.ofVirtual().name("health").start(() -> round(key, watched));
    }
  }

  private void round(Key key, Watched watched) {
    Map<String, PodReading> readings = new ConcurrentHashMap<>();
    boolean news;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      watched
          .health
          .pods()
          .forEach(pod ->
              threads.execute(
                  () -> readOne(pod).ifPresent(found -> readings.put(pod.uid(), found))));
    } finally {
      news = watched.health.round(readings, clock.instant());
      watched.reading.set(false);
    }
    if (news && watched.equals(all.get(key))) {
      changed.accept(key.namespace, key.stack);
    }
  }

  private Optional<PodReading> readOne(PodTarget pod) {
    turns.acquireUninterruptibly();
    try {
      return read.apply(pod);
    } finally {
      turns.release();
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
