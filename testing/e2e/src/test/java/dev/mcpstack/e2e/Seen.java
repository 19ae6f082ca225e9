package dev.mcpstack.e2e;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a look at the cluster showed.
 *
 * @param found what was waited for; empty if it is not there yet
 * @param text what is there, for the message of a wait that came to nothing
 */
record Seen<R>(Optional<R> found, String text) {
  /** It is there. */
  static <R> Seen<R> yes(R found) {
    return new Seen<>(Optional.of(found), found.toString());
  }

  /** It is not there yet. */
  static <R> Seen<R> notYet(String text) {
    return new Seen<>(Optional.empty(), text);
  }

  /** Whether it is there shows by itself. */
  static <R> Seen<R> of(R value, Predicate<R> wanted) {
    return wanted.test(value) ? yes(value) : notYet(value.toString());
  }
}
