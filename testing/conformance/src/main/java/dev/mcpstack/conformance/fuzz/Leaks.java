package dev.mcpstack.conformance.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Compares what processes hold with what they held. */
final class Leaks {
  /** A call whose client went away may take as long to end as a client may be waited for. */
  private static final long SETTLE_SECONDS = 60;

  private static final long PAUSE_MILLIS = 1_000;

  private Leaks() {}

  /** What each process holds now, a moment after everybody has gone. */
  static Map<Long, Vitals> measure(List<Long> pids) throws IOException, InterruptedException {
    Thread.sleep(PAUSE_MILLIS);
    Map<Long, Vitals> all = new LinkedHashMap<>();
    for (long pid : pids) {
      all.put(pid, Vitals.of(pid));
    }
    return all;
  }

  /** Waits until every process is back, or too long. */
  static List<String> since(Map<Long, Vitals> before) throws IOException, InterruptedException {
    List<String> leaks = new ArrayList<>();
    for (Map.Entry<Long, Vitals> entry : before.entrySet()) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SETTLE_SECONDS);
      Vitals after = Vitals.of(entry.getKey());
      while (!after.within(entry.getValue()) && System.nanoTime() < end) {
        Thread.sleep(PAUSE_MILLIS);
        after = Vitals.of(entry.getKey());
      }
      System.out.println("  before: " + entry.getValue());
      System.out.println("  after:  " + after);
      if (!after.within(entry.getValue())) {
        leaks.add(
            "process %d holds more than before; threads: %s"
                .formatted(entry.getKey(), after.threads().moreThan(entry.getValue().threads())));
      }
    }
    return leaks;
  }
}
