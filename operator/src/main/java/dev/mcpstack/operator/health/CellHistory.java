package dev.mcpstack.operator.health;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the pods of a cell have shown, round by round. Pods come, go and start to count anew; the
 * cell only ever counts on. Not thread-safe.
 */
final class CellHistory {
  /** How far back the calls before a switch are taken from. */
  static final Duration WINDOW = Duration.ofMinutes(5);

  /** What was held longer ago may be held no more, or again. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** While one round goes from pod to pod, a call may make a handle where it has been already. */
  private static final int EMPTY_ROUNDS = 2;

  private record Sample(Instant at, Counts since) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private final Map<String, Counts> last = new HashMap<>();

  /** Pods that ran at the first look: what they show first is from before it. */
  private final Set<String> first = new HashSet<>();

  private List<PodTarget> pods;
  private Counts ever = Counts.NONE;
  private Counts since = Counts.NONE;
  private OptionalLong held = OptionalLong.empty();
  private Instant heldAt = Instant.MIN;
  private int emptyRounds;

  CellHistory(List<PodTarget> pods) {
    this.pods = pods;
    first.addAll(uids(pods));
  }

  void look(List<PodTarget> now) {
    if (!uids(now).equals(uids(pods))) {
      emptyRounds = 0;
    }
    pods = now;
    last.keySet().retainAll(uids(now));
  }

  private static Set<String> uids(List<PodTarget> pods) {
    Set<String> uids = new HashSet<>();
    pods.stream().filter(PodTarget::running).forEach(pod -> uids.add(pod.uid()));
    return uids;
  }

  /**
   * Takes a round.
   *
   * @param readings by uid: what its pods have shown, those that answered
   */
  void round(Map<String, PodReading> readings, Instant now) {
    Optional<Long> all = uids(pods).isEmpty() ? Optional.empty() : Optional.of(0L);
    for (String uid : uids(pods)) {
      PodReading reading = readings.get(uid);
      if (reading != null) {
        count(uid, reading.counts());
      }
      all =
          reading == null || reading.held().isEmpty()
              ? Optional.empty()
              : all.map(sum -> sum + reading.held().getAsLong());
    }
    emptyRounds = all.equals(Optional.of(0L)) ? emptyRounds + 1 : 0;
    held = all.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    heldAt = now;
    samples.addLast(new Sample(now, since));
    while (samples.getFirst().at.isBefore(now.minus(WINDOW))) {
      samples.removeFirst();
    }
  }

  private void count(String uid, Counts counts) {
    Counts before = last.put(uid, counts);
    if (before != null) {
      since = since.plus(counts.since(before));
    } else if (first.remove(uid)) {
      ever = ever.plus(counts);
    } else {
      since = since.plus(counts);
    }
  }

  /** Calls since the first look. */
  Counts since() {
    return since;
  }

  /** Calls before the first look, as far back as the processes counted. */
  Counts ever() {
    return ever;
  }

  /** Calls in the window that ends with the last round. */
  Counts window() {
    return samples.isEmpty() ? Counts.NONE : since.minus(samples.getFirst().since);
  }

  OptionalLong held(Instant now) {
    boolean fresh = heldAt.isAfter(now.minus(FRESH));
    boolean settled = held.orElse(1) > 0 || emptyRounds >= EMPTY_ROUNDS;
    return fresh && settled ? held : OptionalLong.empty();
  }
}
