package dev.mcpstack.operator.rollout;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose rollout may begin where only so many may be under way. It is decided from what the stacks'
 * statuses say, so that an operator that takes over knows as much as the one before.
 */
public final class Turn {
  private static final int MOST_NAMES = 3;
  private static final Comparator<Peer> OLDEST =
      Comparator.comparing((Peer peer) -> peer.queued().orElse(Instant.MAX))
          .thenComparing(Peer::namespace)
          .thenComparing(Peer::name);

  private Turn() {}

  /**
   * A stack among others.
   *
   * @param namespace of the stack
   * @param name of the stack
   * @param rolls whether its rollout is under way
   * @param queued since when it waits for others
   */
  public record Peer(String namespace, String name, boolean rolls, Optional<Instant> queued) {}

  /**
   * Why the rollout of a stack may not begin yet.
   *
   * @param limit how many rollouts there may be at once; 0 for any number
   * @param mine the stack
   * @param others all other stacks
   * @return a sentence; empty if it may
   */
  public static Optional<String> wait(int limit, Peer mine, List<Peer> others) {
    List<Peer> rolling = others.stream().filter(Peer::rolls).toList();
    List<Peer> ahead =
        others.stream()
            .filter(other -> !other.rolls() && other.queued().isPresent())
            .filter(other -> OLDEST.compare(other, mine) < 0)
            .toList();
    if (limit == 0 || rolling.size() + ahead.size() < limit) {
      return Optional.empty();
    }
    String first =
        "The operator has %d rollouts at once at most (reconcile.rollouts)".formatted(limit);
    return Optional.of(
        rolling.size() < limit
            ? first + ", and others have waited longer: " + names(mine, ahead) + "."
            : first + ": it waits for those of " + names(mine, rolling) + ".");
  }

  /** The oldest of those that wait. */
  public static List<Peer> next(int limit, List<Peer> all) {
    return all.stream()
        .filter(peer -> !peer.rolls() && peer.queued().isPresent())
        .sorted(OLDEST)
        .limit(limit)
        .toList();
  }

  /** Who may see one stack need not know of those in other namespaces. */
  private static String names(Peer mine, List<Peer> others) {
    List<String> near =
        others.stream()
            .filter(other -> other.namespace().equals(mine.namespace()))
            .map(Peer::name)
            .sorted()
            .limit(MOST_NAMES)
            .toList();
    int rest = others.size() - near.size();
    String named = near.stream().collect(Collectors.joining(", "));
    if (rest == 0) {
      return named;
    }
    return named.isEmpty() ? stacks(rest) : named + " and " + rest + " more";
  }

  private static String stacks(int count) {
    return count == 1 ? "another stack" : count + " other stacks";
  }
}
