package dev.mcpstack.datascience.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as they are printed for a model; the structured answer keeps every digit. */
public final class Numbers {
  private static final MathContext SIX_DIGITS = new MathContext(6);
  private static final double LARGEST_PLAIN = 1e15;
  private static final double SMALLEST_PLAIN = 1e-4;

  private Numbers() {}

  /** Six significant digits; whole numbers below 1e15 in full; a dash where it is undefined. */
  public static String of(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    double size = Math.abs(value);
    if (size < LARGEST_PLAIN && value == Math.rint(value)) {
      return Long.toString((long) value);
    }
    if (size >= LARGEST_PLAIN || size < SMALLEST_PLAIN) {
      return String.format(Locale.ROOT, "%.5e", value);
    }
    return new BigDecimal(value).round(SIX_DIGITS).stripTrailingZeros().toPlainString();
  }

  /** A probability with three significant digits. */
  public static String probability(double value) {
    if (!Double.isFinite(value)) {
      return "–";
    }
    if (value == 0) {
      return "< 1e-300";
    }
    return value < 0.001
        ? String.format(Locale.ROOT, "%.2e", value)
        : new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString();
  }

  /** A probability as it follows "p", with its sign. */
  public static String pEquals(double value) {
    return value == 0 ? "p " + probability(value) : "p = " + probability(value);
  }

  /** A share between 0 and 1 in per cent, such as {@code 95 %}. */
  public static String percent(double share) {
    return new BigDecimal(share * 100).round(SIX_DIGITS).stripTrailingZeros().toPlainString()
        + " %";
  }

  /** A count with separators, such as {@code 1,000,000}. */
  public static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
