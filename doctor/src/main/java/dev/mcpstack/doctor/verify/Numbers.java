package dev.mcpstack.doctor.verify;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers in answers: large and exact ones are text. */
final class Numbers {
  /** Longer ones are none that could be compared in reasonable time. */
  private static final int LONGEST = 100;

  private static final int MOST_SCALE = 1_000;

  private Numbers() {}

  /** The number that a value is, also as text; empty for everything else. */
  static Optional<BigDecimal> of(@Nullable Object value) {
    if (!(value instanceof Number) && !(value instanceof String)) {
      return Optional.empty();
    }
    String text = value.toString();
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      BigDecimal number = new BigDecimal(text);
      return Math.abs((long) number.scale()) > MOST_SCALE ? Optional.empty() : Optional.of(number);
    } catch (NumberFormatException _) {
      return Optional.empty();
    }
  }
}
