package dev.mcpstack.contract.shape;

import java.lang.reflect.AnnotatedElement;
import org.jspecify.annotations.Nullable;

/** The constraints on one use of a type. */
record Limits(@Nullable Range range, @Nullable Size size, @Nullable Pattern pattern) {
  static Limits of(AnnotatedElement use) {
    return new Limits(
        use.getAnnotation(Range.class),
        use.getAnnotation(Size.class),
        use.getAnnotation(Pattern.class));
  }

  /** These, and where there is none the other ones. */
  Limits orElse(Limits other) {
    return new Limits(
        range == null ? other.range : range,
        size == null ? other.size : size,
        pattern == null ? other.pattern : pattern);
  }

  int min() {
    return size == null ? 0 : size.min();
  }

  int max() {
    return size == null ? Integer.MAX_VALUE : size.max();
  }

  NumberRange numbers() {
    return range == null ? NumberRange.ALL : new NumberRange(range.min(), range.max());
  }

  /** Refuses constraints that mean nothing on a type or cannot be kept. */
  void require(boolean ranged, boolean sized, boolean text) {
    check(ranged || range == null, "@Range is for numbers");
    check(sized || size == null, "@Size is for texts, lists and maps");
    check(text || pattern == null, "@Pattern is for texts");
    check(range == null || range.min() <= range.max(), "@Range holds nothing");
    check(size == null || (0 <= size.min() && size.min() <= size.max()), "@Size holds nothing");
    if (pattern != null) {
      check(size != null && size.max() < Integer.MAX_VALUE, "@Pattern needs @Size with a max");
      check(isSimple(pattern.regexp()), "@Pattern may take more than linear time");
    }
  }

  /** Whether there is no look-around, back-reference, or repeated repetition. */
  private static boolean isSimple(String regexp) {
    return !regexp.replace("(?:", "(").contains("(?")
        && !regexp.matches(".*\\\\[1-9k].*")
        && !regexp.matches(".*[*+}]\\)[*+{].*");
  }

  private static void check(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
