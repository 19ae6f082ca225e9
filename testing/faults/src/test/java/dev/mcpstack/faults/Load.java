package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.contract.handle.HandleRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;

/** What users do, all mixed, each answer checked. */
final class Load {
  private static final long SMALL = 50;
  private static final long LARGE = 8_000;
  private static final String ENDLESS =
      "SELECT count(*) AS n FROM range(10000000) a, range(100000) b WHERE (a.range * b.range) % 7 = 3";

  private final Stack.Running owner;
  private final Stack.Running science;
  private final Reader reader;
  private final Map<Kind, Long> done = new ConcurrentSkipListMap<>();
  private final LongAdder turnedAway = new LongAdder();
  private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

  /** What is done. */
  enum Kind {
    SMALL,
    LARGE,
    STREAMED,
    ANALYSED,
    READ_IN_PART,
    CANCELLED,
    RELEASED_WHILE_RUNNING,
    ABANDONED
  }

  Load(Stack.Running owner, Stack.Running science, Reader reader) {
    this.owner = owner;
    this.science = science;
    this.reader = reader;
  }

  /** Goes on until it is over; anything unexpected ends it and is kept. */
  void run(long seed, BooleanSupplier over) {
    SplittableRandom random = new SplittableRandom(seed);
    // Those that are abandoned come at their own pace, or their number would follow the load.
    List<Kind> inTurn = List.copyOf(EnumSet.complementOf(EnumSet.of(Kind.ABANDONED)));
    int turn = (int) seed;
    while (!over.getAsBoolean() && failures.isEmpty()) {
      tried(inTurn.get(turn++ % inTurn.size()), random.nextLong(1_000_000));
    }
  }

  /** One small and one large result that nobody reads or releases. */
  void abandon(long from) {
    tried(Kind.ABANDONED, from);
  }

  Queue<Throwable> failures() {
    return failures;
  }

  /** Whether everything that is done was done at least once. */
  boolean did() {
    return done.size() == Kind.values().length;
  }

  /** The part of all that found no server in time. */
  double turnedAway() {
    double all = done.values().stream().mapToLong(Long::longValue).sum() + turnedAway.sum();
    return turnedAway.sum() / all;
  }

  /** What was done, as one line. */
  String line() {
    return "soak did " + done + ", turned away " + turnedAway;
  }

  private void tried(Kind kind, long from) {
    try {
      act(kind, from);
      var _ = done.merge(kind, 1L, Long::sum);
    } catch (StackException e) {
      // A machine with more to do than it can turns some away; their results end by themselves.
      if (e.code() == ContractError.PEER_UNAVAILABLE
          || "expired".equals(e.details().get("state"))) {
        turnedAway.increment();
      } else {
        failures.add(e);
      }
    } catch (RuntimeException | Error e) {
      failures.add(e);
    }
  }

  private void act(Kind kind, long from) {
    switch (kind) {
      case SMALL -> whole(owner.peer().query(Rows.sql(from, SMALL)), from, SMALL);
      case LARGE -> whole(owner.peer().query(Rows.sql(from, LARGE)), from, LARGE);
      case STREAMED -> whole(owner.peer().stream(Rows.sql(from, LARGE)), from, LARGE);
      case ANALYSED -> {
        String handle = owner.peer().stream(Rows.sql(from, LARGE));
        StoreFaultsTest.assertSum(science.peer().summarize(handle), from, LARGE);
        release(handle);
      }
      case READ_IN_PART -> {
        String handle = owner.peer().query(Rows.sql(from, LARGE));
        try (Reader.Reading reading = reader.open(reader.record(handle))) {
          reading.take(1);
        }
        release(handle);
      }
      case CANCELLED -> cancelled();
      case RELEASED_WHILE_RUNNING -> release(owner.peer().stream(ENDLESS));
      case ABANDONED -> {
        String _ = owner.peer().query(Rows.sql(from, SMALL));
        String _ = owner.peer().query(Rows.sql(from, LARGE));
      }
    }
  }

  private void whole(String handle, long from, long rows) {
    HandleRecord record = reader.record(handle);
    assertThat(reader.all(record)).isEqualTo(Rows.expected(from, rows));
    release(handle);
  }

  private void release(String handle) {
    Peer.Reply reply = owner.peer().release(handle);
    // On a slow machine its ten seconds may be over when its reader is done.
    if (!reply.textAt("error.details.state").equals("expired")) {
      assertThat(reply.error()).as(reply.text()).isEqualTo("COMPLETE");
    }
  }

  private void cancelled() {
    Cancellation cancellation = new Cancellation();
    Thread canceller = Thread.startVirtualThread(cancellation::cancel);
    try {
      Peer.Reply reply =
          owner.peer().call("execute_query", Map.of("source", "s", "sql", ENDLESS), cancellation);
      throw new AssertionError("nobody could have answered: " + reply.text());
    } catch (StackException e) {
      assertThat(e.code().name()).isEqualTo("CALL_CANCELLED");
    } finally {
      canceller.interrupt();
    }
  }
}
