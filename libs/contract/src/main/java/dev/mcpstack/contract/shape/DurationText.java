package dev.mcpstack.contract.shape;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as text: {@code 15s}, {@code 500ms}, {@code 1h30m}, or ISO-8601 such as PT15S. */
public final class DurationText {
  /** Longest text that is looked at; each duration in use is far shorter. */
  private static final int LONGEST = 40;

  /** 285 years: beyond about 292 the nanoseconds overflow a long. */
  private static final long LONGEST_IN_NANOS = 9_000_000_000L;

  private static final Map<String, Duration> UNITS = units();
  private static final Pattern PART = Pattern.compile("([0-9]{1,19})(ns|us|ms|s|m|h|d)");

  private DurationText() {}

  /** The duration, or empty if the text is none, is negative, or is too long for a long. */
  public static Optional<Duration> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      if (text.charAt(0) == 'P') {
        Duration duration = Duration.parse(text);
        return duration.isNegative() ? Optional.empty() : Optional.of(duration);
      }
      return parseParts(text);
    } catch (DateTimeParseException | ArithmeticException | NumberFormatException _) {
      return Optional.empty();
    }
  }

  /** The shortest exact text in one unit; a negative duration gets a minus, which is not read. */
  public static String format(Duration duration) {
    if (duration.isNegative()) {
      return "-" + format(duration.negated());
    }
    if (duration.isZero()) {
      return "0s";
    }
    long seconds = duration.getSeconds();
    int nanos = duration.getNano();
    if (nanos == 0) {
      // Days are read but not written: a day is not always 24 hours to the reader.
      if (seconds % 3600 == 0) {
        return seconds / 3600 + "h";
      }
      return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
    if (seconds > LONGEST_IN_NANOS) {
      return duration.toString();
    }
    long total = duration.toNanos();
    if (total % 1_000_000 == 0) {
      return total / 1_000_000 + "ms";
    }
    return total % 1000 == 0 ? total / 1000 + "us" : total + "ns";
  }

  private static Optional<Duration> parseParts(String text) {
    Matcher part = PART.matcher(text);
    Duration sum = Duration.ZERO;
    int end = 0;
    while (end < text.length() && part.find(end) && part.start() == end) {
      Duration unit = UNITS.get(part.group(2));
      if (unit == null) {
        return Optional.empty();
      }
      sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
      end = part.end();
    }
    return end == text.length() ? Optional.of(sum) : Optional.empty();
  }

  private static Map<String, Duration> units() {
    Map<String, Duration> units = new HashMap<>();
    units.put("d", Duration.ofDays(1));
    units.put("h", Duration.ofHours(1));
    units.put("m", Duration.ofMinutes(1));
    units.put("s", Duration.ofSeconds(1));
    units.put("ms", Duration.ofMillis(1));
    units.put("us", Duration.ofNanos(1000));
    units.put("ns", Duration.ofNanos(1));
    return units;
  }
}
