package dev.mcpstack.operator.rollout;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A revision as it is seen now.
 *
 * @param revision its number
 * @param identity what it was made from
 * @param present whether its cell has pods, or is to have
 * @param complete whether all of its servers are there and can answer
 * @param serving whether one of its endpoint's pods can answer
 * @param trouble what keeps its pods from ever getting ready; a sentence
 * @param standing how far it is; sentences, empty if there is nothing to say
 * @param check what its checks have found
 * @param health how it does under load
 * @param held handles and calls that it still has; absent if that is not known
 */
public record CellView(
    int revision,
    String identity,
    boolean present,
    boolean complete,
    boolean serving,
    Optional<String> trouble,
    String standing,
    Check check,
    Health health,
    OptionalLong held) {
  /** What checks have found: through the preview, or where it serves. Each phase has its own. */
  public sealed interface Check {
    /**
     * No verdict yet.
     *
     * @param found what tries until now came to, a sentence; empty if that is nothing
     */
    record Pending(String found) implements Check {
      /** Nothing yet. */
      public Pending() {
        this("");
      }
    }

    /** All is as it should be. */
    record Passed() implements Check {}

    /**
     * It must not serve.
     *
     * @param why a sentence
     */
    record Failed(String why) implements Check {}

    /**
     * They are over and say nothing of it.
     *
     * @param why a sentence
     */
    record Unjudged(String why) implements Check {}
  }

  /** How calls of agents fare. */
  public sealed interface Health {
    /** Well, or too few to tell. */
    record Good() implements Health {}

    /**
     * Worse than before it.
     *
     * @param why a sentence
     */
    record Bad(String why) implements Health {}
  }
}
