package dev.mcpstack.operator.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times for people. */
final class Times {
  private Times() {}

  /** A time, and how far away it is. */
  static String until(Instant time, Instant now) {
    String at = time.truncatedTo(ChronoUnit.SECONDS).toString();
    return now.isBefore(time)
        ? "%s (%s left)".formatted(at, length(Duration.between(now, time)))
        : at + " (passed)";
  }

  /** How long, in the two largest units; less than nothing is nothing. */
  static String length(Duration length) {
    Duration some = length.isNegative() ? Duration.ZERO : length;
    long days = some.toDays();
    if (days > 0) {
      return days + "d" + (some.toHoursPart() > 0 ? some.toHoursPart() + "h" : "");
    }
    if (some.toHours() > 0) {
      return some.toHours() + "h" + (some.toMinutesPart() > 0 ? some.toMinutesPart() + "m" : "");
    }
    return some.toMinutes() > 0
        ? some.toMinutes() + "m" + (some.toSecondsPart() > 0 ? some.toSecondsPart() + "s" : "")
        : some.toSeconds() + "s";
  }
}
