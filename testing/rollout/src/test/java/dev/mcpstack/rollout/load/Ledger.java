package dev.mcpstack.rollout.load;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** All calls of all agents. */
public final class Ledger {
  private final ConcurrentLinkedQueue<Entry> calls = new ConcurrentLinkedQueue<>();
  private final AtomicLong connections = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();

  /**
   * One call.
   *
   * @param agent who made it
   * @param what the tool, or what else was asked for
   */
  public record Entry(Instant begin, Instant end, String agent, String what, Outcome outcome) {
    boolean isGood() {
      return outcome instanceof Outcome.Good;
    }

    /** Whether the stack has answered with an error, and that the same call may be made again. */
    public boolean isRetryable() {
      return outcome instanceof Outcome.Refused refused && refused.retryable();
    }

    /** Whether it went on at some time of a span. */
    boolean touches(Instant from, Instant until) {
      return begin.isBefore(until) && end.isAfter(from);
    }

    @Override
    public String toString() {
      return "%s %s %s (%d ms): %s"
          .formatted(
              end,
              agent,
              what,
              Duration.between(begin, end).toMillis(),
              outcome.trouble().orElse("good"));
    }
  }

  void add(Entry entry) {
    calls.add(entry);
  }

  /** A connection was made. */
  void connected() {
    connections.incrementAndGet();
  }

  /** A connection was left because its answer said so. */
  void sentElsewhere() {
    sent.incrementAndGet();
  }

  /** How many calls have ended. */
  public int size() {
    return calls.size();
  }

  /** Those that did not end well among those that ended in a span. */
  public List<Entry> troublesEnded(Instant from, Instant until) {
    return calls.stream()
        .filter(each -> !each.isGood() && each.end().isAfter(from) && !each.end().isAfter(until))
        .toList();
  }

  /** Those that did not end well among those that went on at some time of a span. */
  public List<Entry> troubles(Instant from, Instant until) {
    return calls.stream().filter(each -> !each.isGood() && each.touches(from, until)).toList();
  }

  /** How many went on at some time of a span, and how long they took. */
  public String summary(Instant from, Instant until) {
    List<Entry> all = calls.stream().filter(each -> each.touches(from, until)).toList();
    long[] millis =
        all.stream()
            .mapToLong(each -> Duration.between(each.begin(), each.end()).toMillis())
            .sorted()
            .toArray();
    Map<String, Long> byKind =
        all.stream()
            .filter(each -> !each.isGood())
            .collect(
                Collectors.groupingBy(
                    each -> kind(each.outcome()), TreeMap::new, Collectors.counting()));
    return "%d calls, p50 %d ms, p99 %d ms, longest %d ms; not good: %s"
        .formatted(all.size(), rank(millis, 0.5), rank(millis, 0.99), rank(millis, 1), byKind);
  }

  private static String kind(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Good _ -> "good";
      case Outcome.Refused refused -> refused.code();
      case Outcome.Broken _ -> "no answer";
      case Outcome.Wrong _ -> "wrong";
    };
  }

  private static long rank(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }

  /** How many calls were made of each kind, and over how many connections. */
  public String total() {
    Map<String, Long> byWhat =
        calls.stream()
            .collect(Collectors.groupingBy(Entry::what, TreeMap::new, Collectors.counting()));
    return "%d calls over %d connections, %d of them left because the answer said so: %s"
        .formatted(calls.size(), connections.get(), sent.get(), byWhat);
  }
}
