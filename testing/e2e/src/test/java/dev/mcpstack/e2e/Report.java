package dev.mcpstack.e2e;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What the suite saw and how long it took, as lines of text. Safe for several threads. */
final class Report {
  private final PrintStream out;
  private final LongSupplier nanos;
  private final long start;
  private final List<String> figures = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();

  /**
   * Begins now.
   *
   * @param nanos a clock as {@link System#nanoTime}
   */
  Report(PrintStream out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Prints it with the time since the start; further lines are indented. */
  synchronized void say(String text) {
    String time = seconds(Duration.ofNanos(nanos.getAsLong() - start));
    String lines = text.strip().replace("\n", "\n    ");
    out.print(String.format(Locale.ROOT, "[e2e %9s] %s%n", time, lines));
    out.flush();
  }

  /** Prints it, and again at the end. */
  synchronized void figure(String what, Duration took) {
    String line = what + ": " + seconds(took);
    figures.add(line);
    say(line);
  }

  /** Prints that something was not looked at, and again at the end. */
  synchronized void skipped(String what, String why) {
    String line = what + ": " + why;
    skipped.add(line);
    say("SKIPPED " + line);
  }

  /** Everything once more. */
  synchronized void finish() {
    say("figures\n" + String.join("\n", figures));
    say(
        skipped.isEmpty()
            ? "nothing was skipped"
            : skipped.size() + " skipped\n" + String.join("\n", skipped));
  }

  long nanos() {
    return nanos.getAsLong();
  }

  /** With one decimal. */
  static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
  }
}
