package dev.mcpstack.contract.shape;

import java.util.List;
import java.util.function.Function;

/** What became of a tree: the value, or every problem at once. */
public sealed interface Bound<T> {
  /** The tree was right. */
  record Valid<T>(T value) implements Bound<T> {}

  /** The tree was wrong; there is at least one problem. */
  record Invalid<T>(List<Problem> problems) implements Bound<T> {
    public Invalid {
      problems = List.copyOf(problems);
    }
  }

  /** The problems; none if the tree was right. */
  default List<Problem> found() {
    return switch (this) {
      case Valid<T> _ -> List.of();
      case Invalid<T>(List<Problem> problems) -> problems;
    };
  }

  /** The value, or the exception made from the problems. */
  default <X extends Throwable> T orElseThrow(Function<List<Problem>, X> failure) throws X {
    return switch (this) {
      case Valid<T>(T value) -> value;
      case Invalid<T>(List<Problem> problems) -> throw failure.apply(problems);
    };
  }
}
