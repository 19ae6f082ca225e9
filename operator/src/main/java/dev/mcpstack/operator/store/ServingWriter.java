package dev.mcpstack.operator.store;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;

/**
 * Writes each stack's serving revision until its store has taken it, and again now and then: a
 * store may lose what it has taken, in a failover or when it starts empty.
 */
public final class ServingWriter implements ServingStore, AutoCloseable {
  /** How many stores are written to at the same time: handshakes cost both sides. */
  static final int AT_ONCE = 16;

  private static final int LONGEST_PAUSE_SECONDS = 30;
  private static final Duration AGAIN = Duration.ofMinutes(5);

  private final Write write;
  private final Pauses pauses;
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Map<Key, Line> all = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("serving").daemon().factory());
  private volatile BiConsumer<String, String> changed = (_, _) -> {};
  private volatile BiPredicate<String, String> exists = (_, _) -> true;

  /** Writes once. May take its time, and never fails. */
  @FunctionalInterface
  public interface Write {
    /** Whether the store has taken it. */
    boolean write(StoreTarget target, String stack, int revision);
  }

  /**
   * How long a store is left alone.
   *
   * @param refused after so many times in a row that it has not taken it, from 1 on
   * @param taken after it has
   */
  public record Pauses(IntFunction<Duration> refused, Duration taken) {
    /** 1, 2, 4 and so on seconds, 30 at most; five minutes once it is told. */
    public static Pauses standard() {
      return new Pauses(
          times ->
              Duration.ofSeconds(Math.min(1L << Math.min(times - 1, 5), LONGEST_PAUSE_SECONDS)),
          AGAIN);
    }
  }

  private record Key(String namespace, String stack) {}

  /** What a store is told, one after the other: an older write never ends after a newer one. */
  private static final class Line {
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Wish wish;

    private Line(Wish wish) {
      this.wish = wish;
    }
  }

  /** What a store is to be told. A later one is another, be it equal. */
  private static final class Wish {
    private final StoreTarget target;
    private final int revision;
    private volatile boolean done;

    private Wish(StoreTarget target, int revision) {
      this.target = target;
      this.revision = revision;
    }

    private boolean is(StoreTarget otherTarget, int otherRevision) {
      return revision == otherRevision && target.equals(otherTarget);
    }
  }

  /** One that writes by this function. */
  public ServingWriter(Write write, Pauses pauses) {
    this.write = write;
    this.pauses = pauses;
  }

  @Override
  public boolean tell(String namespace, String stack, StoreTarget target, int revision) {
    Key key = new Key(namespace, stack);
    Wish[] begun = new Wish[1];
    Line line =
        all.compute(
            key,
            (_, before) -> {
              if (before != null && before.wish.is(target, revision)) {
                return before;
              }
              Wish wish = new Wish(target, revision);
              begun[0] = wish;
              if (before == null) {
                return new Line(wish);
              }
              before.wish = wish;
              return before;
            });
    Wish fresh = begun[0];
    if (fresh == null) {
      return line.wish.done;
    }
    start(key, line, fresh, 1);
    return false;
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

  private void start(Key key, Line line, Wish wish, int number) {
    Thread.ofVirtual().name("serving").start(() -> tryOnce(key, line, wish, number));
  }

  private void tryOnce(Key key, Line line, Wish wish, int number) {
    boolean taken;
    line.turn.lock();
    try {
      if (!isWanted(key, line, wish)) {
        return;
      }
      taken = inTurn(key, wish);
    } finally {
      line.turn.unlock();
    }
    later(
        key,
        line,
        wish,
        taken ? 1 : number + 1,
        taken ? pauses.taken : pauses.refused.apply(number));
    if (taken && !wish.done) {
      wish.done = true;
      changed.accept(key.namespace, key.stack);
    }
  }

  private boolean inTurn(Key key, Wish wish) {
    turns.acquireUninterruptibly();
    try {
      return write.write(wish.target, key.stack, wish.revision);
    } finally {
      turns.release();
    }
  }

  private boolean isWanted(Key key, Line line, Wish wish) {
    if (!exists.test(key.namespace, key.stack)) {
      all.remove(key, line);
    }
    // Waits for a look that is just beginning, which this wish may be from.
    return all.computeIfPresent(key, (_, now) -> now) == line && line.wish == wish;
  }

  private void later(Key key, Line line, Wish wish, int number, Duration pause) {
    try {
      var _ =
          timer.schedule(
              () -> start(key, line, wish, number), pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException _) {
      // The operator ends.
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
