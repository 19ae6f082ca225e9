package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.observe.StoreShows;
import dev.mcpstack.operator.observe.StoreSight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a stack's own token store comes to show the certificate that is stored. It is asked to read
 * its files anew, and goes on; only one that does not show it in time is started anew.
 */
public sealed interface StoreStep {
  /**
   * How long it may take until it shows it, if the servers believe what it shows: kubelets bring
   * files within two minutes. The shortest certificate that a stack can have lives for longer than
   * this after it has been replaced.
   */
  Duration PATIENCE = Duration.ofMinutes(5);

  /** No pod of it shows another. */
  record Done() implements StoreStep {}

  /**
   * It starts, and reads the certificate then.
   *
   * @param because why it was started for its sake, if it was
   */
  record Starting(Optional<StoreShows> because) implements StoreStep {}

  /** It has to be asked, which decides by {@link #asked}. */
  record Ask() implements StoreStep {}

  /** It shows it, which is to be remembered. */
  record Seen() implements StoreStep {}

  /**
   * It does not show it yet.
   *
   * @param until when it is started anew
   */
  record Waiting(StoreShows shows, Instant until) implements StoreStep {}

  /** It did not show it in time, or shows what nobody believes. */
  record Restart(StoreShows shows) implements StoreStep {}

  /** What the pods of a store are. */
  enum Pods {
    /** There are none, as is wanted. */
    NONE,
    /** They start, or can't answer. */
    STARTING,
    /** They are of the template that is wanted, and can answer. */
    CURRENT
  }

  /**
   * What to do.
   *
   * @param certificate the one that is stored
   */
  static StoreStep of(String certificate, StoreMemory memory, Pods pods) {
    boolean startedWith = memory.startedWith().filter(certificate::equals).isPresent();
    boolean shown = memory.shown().filter(certificate::equals).isPresent();
    return switch (pods) {
      case NONE -> new Done();
      // Whatever it starts for, it reads what is stored. That shown once is never shown less.
      case STARTING ->
          shown ? new Done() : new Starting(startedWith ? memory.because() : Optional.empty());
      case CURRENT -> startedWith ? read(memory) : shown ? new Done() : new Ask();
    };
  }

  /** Pods that were started for it have read it; why they were is over. */
  private static StoreStep read(StoreMemory memory) {
    return memory.because().isPresent() ? new Seen() : new Done();
  }

  /** What to do with one that is asked. */
  static StoreStep asked(StoreSight sight, Instant now) {
    Instant due = sight.since().plus(PATIENCE);
    return switch (sight.shows()) {
      case WANTED -> new Seen();
      // The servers don't believe it either.
      case NOT_TRUSTED -> new Restart(sight.shows());
      case UNKNOWN, OTHER, UNREACHABLE, REFUSED ->
          due.isAfter(now) ? new Waiting(sight.shows(), due) : new Restart(sight.shows());
    };
  }

  /** Whether a pod of it may show another one. */
  default boolean isPending() {
    return switch (this) {
      case Done _, Seen _ -> false;
      case Starting _, Ask _, Waiting _, Restart _ -> true;
    };
  }

  /** When it is to be looked at again, if at a time. */
  default Optional<Instant> due() {
    return this instanceof Waiting(_, Instant until) ? Optional.of(until) : Optional.empty();
  }

  /** What to say of it, if anything. */
  default Optional<String> sentence() {
    return switch (this) {
      case Done _, Seen _, Ask _ -> Optional.empty();
      case Waiting(StoreShows shows, _) ->
          Optional.of(
              "The token store is to show its new certificate, which its kubelet brings within"
                  + " minutes. "
                  + shows.sentence()
                  + " If that lasts longer than "
                  + PATIENCE.toMinutes()
                  + " minutes, it is started anew.");
      case Starting(Optional<StoreShows> because) -> because.map(StoreStep::again);
      case Restart(StoreShows shows) -> Optional.of(again(shows));
    };
  }

  private static String again(StoreShows shows) {
    return "The token store is started anew, since it is to show a new certificate. "
        + shows.sentence();
  }
}
