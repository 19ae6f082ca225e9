package dev.mcpstack.operator.runtime;

import dev.mcpstack.contract.shape.Bound;
import dev.mcpstack.contract.shape.RecordShape;
import dev.mcpstack.operator.crd.StackResource;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.rollout.Turn;
import dev.mcpstack.stack.PlanStatus;
import dev.mcpstack.stack.RolloutPhase;
import dev.mcpstack.stack.RolloutStatus;
import dev.mcpstack.stack.StackStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Has so many rollouts at once. What counts is what the stacks' statuses say; kept here is only who
 * has got a turn in a look that is not done yet, and who still asks for one. Thread-safe.
 */
final class Turns {
  /** What ends by itself. Whoever waits to be promoted may do so for long, and is not counted. */
  private static final Set<RolloutPhase> ROLLING =
      EnumSet.of(
          RolloutPhase.STAGING,
          RolloutPhase.VERIFYING,
          RolloutPhase.SWITCHING,
          RolloutPhase.OBSERVING,
          RolloutPhase.ROLLING_BACK);

  /** How long after its deadline a phase counts that nobody has ended. */
  private static final Duration OVERDUE = Duration.ofMinutes(10);

  /** Who waits asks more often than that, unless nobody can look at it. */
  private static final Duration SILENT = Duration.ofMinutes(2);

  private final int limit;
  private final Clock clock;
  private final Instant began;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Instant> asked = new HashMap<>();

  /**
   * Turns of an operator.
   *
   * @param limit how many rollouts there are at once; 0 for any number
   */
  Turns(int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
    this.began = clock.instant();
  }

  /**
   * Takes a turn for a stack, until {@link #done}.
   *
   * @param all stacks that there are
   * @param status of each, as new as it is known
   * @return a sentence why there is none; empty if it is taken
   */
  synchronized Optional<String> take(
      StackResource mine,
      Collection<StackResource> all,
      Function<StackResource, Map<String, Object>> status) {
    if (limit == 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    asked.values().removeIf(last -> last.plus(SILENT).isBefore(now));
    asked.put(uid(mine), now);
    List<Turn.Peer> others =
        all.stream()
            .filter(stack -> !uid(stack).equals(uid(mine)))
            .map(stack -> peer(stack, status.apply(stack), now))
            .toList();
    Turn.Peer peer = peer(mine, status.apply(mine), now);
    Turn.Peer waiting =
        new Turn.Peer(
            peer.namespace(), peer.name(), false, peer.queued().or(() -> Optional.of(now)));
    Optional<String> why = Turn.wait(limit, waiting, others);
    if (why.isEmpty()) {
      taken.add(uid(mine));
    }
    return why;
  }

  /** The look is done: from now on the status of the stack says what becomes of it. */
  synchronized void done(StackResource stack) {
    taken.remove(uid(stack));
  }

  /** Who is next when a rollout has ended. */
  synchronized List<Turn.Peer> next(
      Collection<StackResource> all, Function<StackResource, Map<String, Object>> status) {
    Instant now = clock.instant();
    return limit == 0
        ? List.of()
        : Turn.next(
            limit, all.stream().map(stack -> peer(stack, status.apply(stack), now)).toList());
  }

  /** Whether a rollout is under way that somebody goes on with. */
  static boolean isRolling(Map<String, Object> status, Instant now) {
    return rollout(status)
        .filter(rollout -> ROLLING.contains(rollout.phase()))
        .filter(
            rollout -> rollout.deadline().filter(due -> due.plus(OVERDUE).isBefore(now)).isEmpty())
        .isPresent();
  }

  private Turn.Peer peer(StackResource stack, Map<String, Object> status, Instant now) {
    String uid = uid(stack);
    boolean here = stack.getMetadata().getDeletionTimestamp() == null && !isHeld(stack);
    boolean heard = asked.containsKey(uid) || now.isBefore(began.plus(SILENT));
    return new Turn.Peer(
        stack.getMetadata().getNamespace(),
        stack.getMetadata().getName(),
        taken.contains(uid) || (here && isRolling(status, now)),
        here && heard ? queued(status) : Optional.empty());
  }

  /** Whether somebody has stopped it, for as long as he likes. */
  private static boolean isHeld(StackResource stack) {
    return is(stack, "paused") || is(stack, "suspended") || is(stack, "rollout", "paused");
  }

  private static boolean is(StackResource stack, String... path) {
    return Trees.at(stack.getSpec(), path).filter(Boolean.TRUE::equals).isPresent();
  }

  private static Optional<RolloutStatus> rollout(Map<String, Object> status) {
    Optional<Object> rollout = Trees.at(status, Intents.ROLLOUT);
    return rollout
        .map(tree -> RecordShape.of(StackStatus.class).bind(Map.of(Intents.ROLLOUT, tree)))
        .flatMap(bound ->
            bound instanceof Bound.Valid<StackStatus>(StackStatus valid)
                ? valid.rollout()
                : Optional.empty());
  }

  private static Optional<Instant> queued(Map<String, Object> status) {
    return Trees.at(status, "plan")
        .map(tree -> RecordShape.of(StackStatus.class).bind(Map.of("plan", tree)))
        .flatMap(bound ->
            bound instanceof Bound.Valid<StackStatus>(StackStatus valid)
                ? valid.plan().flatMap(PlanStatus::queued)
                : Optional.empty());
  }

  private static String uid(StackResource stack) {
    return stack.getMetadata().getUid();
  }
}
