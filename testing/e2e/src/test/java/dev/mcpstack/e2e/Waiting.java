package dev.mcpstack.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.awaitility.core.ConditionTimeoutException;

/** Waits for what only asking shows, and says what it saw last when that does not come. */
final class Waiting {
  private static final Duration BETWEEN = Duration.ofMillis(300);

  private final Report report;
  private final double patience;

  /**
   * Tells the report how long each wait took.
   *
   * @param patience what every limit is multiplied by
   */
  Waiting(Report report, double patience) {
    this.report = report;
    this.patience = patience;
  }

  /**
   * Looks again and again. A look that throws has seen nothing.
   *
   * @param what is waited for, as in "waited 60 s for ..."
   * @throws AssertionError when it does not come in time
   */
  <R> R until(String what, Duration atMost, Supplier<Seen<R>> look) {
    Duration limit = Duration.ofMillis((long) (atMost.toMillis() * patience));
    AtomicReference<Seen<R>> last = new AtomicReference<>(Seen.notYet("nothing"));
    long start = report.nanos();
    try {
      await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(BETWEEN)
          .atMost(limit)
          .until(() -> {
            last.set(looked(look));
            return last.get().found().isPresent();
          });
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(
          "waited "
              + Report.seconds(limit)
              + " for "
              + what
              + "; seen last: "
              + last.get().text().strip(),
          e);
    }
    report.figure(what, Duration.ofNanos(report.nanos() - start));
    Optional<R> found = last.get().found();
    return found.orElseThrow();
  }

  private static <R> Seen<R> looked(Supplier<Seen<R>> look) {
    try {
      return look.get();
    } catch (RuntimeException e) {
      return Seen.notYet(e.toString());
    }
  }
}
