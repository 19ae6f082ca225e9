package dev.mcpstack.contract.shape;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a tree, safe to show to whoever sent it.
 *
 * @param path where, such as {@code spec.sources[1].url}; empty for the root
 * @param found what is there, as it follows "found"; empty if {@code expected} says all
 * @param expected what is allowed, as it follows "expected", or the whole sentence if {@code found}
 *     is empty
 * @param position the place in the text that the tree was read from, if there is one
 */
public record Problem(String path, String found, String expected, Optional<Position> position) {

  /** A problem of a found value. */
  public static Problem of(String path, String found, String expected) {
    return new Problem(path, found, expected, Optional.empty());
  }

  /** A problem that {@code sentence} tells in full. */
  public static Problem of(String path, String sentence) {
    return new Problem(path, "", sentence, Optional.empty());
  }

  /**
   * Shows a value of a tree for {@code found}: at most 60 characters on one line, credentials in
   * addresses masked. Values of secrets must not be passed here.
   */
  public static String excerpt(@Nullable Object value) {
    return Excerpt.of(value);
  }

  /** The same problem at a place in a text. */
  public Problem at(Position place) {
    return new Problem(path, found, expected, Optional.of(place));
  }

  /** One sentence without full stop and without the position. */
  @Override
  public String toString() {
    String sentence = found.isEmpty() ? expected : "found " + found + ", expected " + expected;
    return path.isEmpty() ? sentence : path + ": " + sentence;
  }
}
