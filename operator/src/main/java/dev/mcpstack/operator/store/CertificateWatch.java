package dev.mcpstack.operator.store;

import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.observe.StoreSight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Asks the stores that are to show another certificate, again and again until they do, a few at
 * once however many there are. Others are left alone.
 */
public final class CertificateWatch implements CertificateProbe, AutoCloseable {
  /** How many are asked at the same time: handshakes cost both sides. */
  static final int AT_ONCE = 8;

  private static final int OFTEN = 18;
  private static final int SELDOM = 24;

  private final Function<OwnStore, StoreShows> ask;
  private final Clock clock;
  private final IntFunction<Optional<Duration>> pauses;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Map<Key, Watched> all = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("certificates").daemon().factory());
  private volatile BiConsumer<String, String> changed = (_, _) -> {};
  private volatile BiPredicate<String, String> exists = (_, _) -> true;

  private record Key(String namespace, String stack) {}

  /** One store from when it was first looked at; a later one is another, be it equal. */
  private static final class Watched {
    private final OwnStore store;
    private final Instant since;
    private volatile StoreShows shows = StoreShows.UNKNOWN;

    private Watched(OwnStore store, Instant since) {
      this.store = store;
      this.since = since;
    }
  }

  /**
   * One that asks by this function, which may take its time and never fails.
   *
   * @param pauses from how often one was asked to how long it is left alone then; none ends it
   */
  public CertificateWatch(
      Function<OwnStore, StoreShows> ask, Clock clock, IntFunction<Optional<Duration>> pauses) {
    this.ask = ask;
    this.clock = clock;
    this.pauses = pauses;
  }

  /**
   * Every 10 seconds for three minutes, every 30 for twelve more. Nobody waits as long but for a
   * stack that is paused meanwhile.
   */
  public static Optional<Duration> pause(int asked) {
    if (asked > OFTEN + SELDOM) {
      return Optional.empty();
    }
    return Optional.of(Duration.ofSeconds(asked <= OFTEN ? 10 : 30));
  }

  @Override
  public Optional<StoreSight> look(String namespace, String stack, OwnStore store) {
    Key key = new Key(namespace, stack);
    Watched now =
        all.compute(
            key,
            (_, before) ->
                before != null && before.store.equals(store) ? before : begun(key, store));
    return Optional.of(new StoreSight(now.since, now.shows));
  }

  private Watched begun(Key key, OwnStore store) {
    Watched watched = new Watched(store, clock.instant());
    start(key, watched, 1);
    return watched;
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

  private void start(Key key, Watched watched, int number) {
    Thread.ofVirtual().name("certificate").start(() -> askOne(key, watched, number));
  }

  private void askOne(Key key, Watched watched, int number) {
    Optional<StoreShows> answer = inTurn(key, watched);
    if (answer.isEmpty()) {
      return;
    }
    boolean another = watched.shows != answer.get();
    watched.shows = answer.get();
    if (answer.get() != StoreShows.WANTED) {
      pauses.apply(number).ifPresent(pause -> later(key, watched, number + 1, pause));
    }
    if (another) {
      changed.accept(key.namespace, key.stack);
    }
  }

  /** Nothing if nobody wants to know any more. */
  private Optional<StoreShows> inTurn(Key key, Watched watched) {
    turns.acquireUninterruptibly();
    try {
      if (!exists.test(key.namespace, key.stack)) {
        all.remove(key, watched);
      }
      return isWatched(key, watched) ? Optional.of(ask.apply(watched.store)) : Optional.empty();
    } finally {
      turns.release();
    }
  }

  private boolean isWatched(Key key, Watched watched) {
    // Waits for a look that is just beginning, which this store may be from.
    return all.computeIfPresent(key, (_, now) -> now) == watched;
  }

  private void later(Key key, Watched watched, int number, Duration pause) {
    try {
      var _ =
          timer.schedule(() -> start(key, watched, number), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // The operator ends.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
