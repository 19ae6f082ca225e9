package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Medians;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Prints what was measured, losses too. */
final class DataReport {
  private final DataSettings settings;

  DataReport(DataSettings settings) {
    this.settings = settings;
  }

  /** Prints the figures of one transport; whether every floor that is judged was reached. */
  boolean print(Transport transport, DataResults results) {
    line("");
    line("%s", transport.title());
    line(
        "%,d rows of %d float64 (queries: %,d rows), medians of %d reads after %d of warm-up; every answer checked, none wrong",
        settings.rows(),
        Numbers.COLUMNS,
        settings.queryRows(),
        settings.rounds(),
        settings.warmup());
    line("");
    line("| case | MB/s | CPU s per GB | MB/s, slowest to fastest read |");
    line("|---|---:|---:|---:|");
    results.cases().forEach((id, one) -> figures(id, one.name(), results.of(id)));
    firsts(results);
    line("");
    line("| ratio | %s | floor | aim | |", transport.title());
    line("|---|---:|---:|---:|---|");
    boolean reached = true;
    for (Comparison each : Comparison.ALL) {
      reached &= judge(each, transport, each.ratio(results));
    }
    return reached;
  }

  private static void figures(String id, String name, List<Measured> reads) {
    double[] rates = reads.stream().mapToDouble(Measured::megabytesPerSecond).sorted().toArray();
    line(
        "| %s: %s | %,.0f | %.2f | %,.0f to %,.0f |",
        id,
        name,
        Medians.median(rates),
        Measured.median(reads, Measured::cpuSecondsPerGigabyte),
        rates[0],
        rates[rates.length - 1]);
  }

  private static void firsts(DataResults results) {
    if (results.firstMillis().isEmpty()) {
      return;
    }
    line("");
    line("| f: first batch of | opened | p50 ms | p99 ms |");
    line("|---|---:|---:|---:|");
    results
        .firstMillis()
        .forEach((name, all) -> {
          double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          line(
              "| %s | %d | %.2f | %.2f |",
              name, sorted.length, Medians.median(sorted), sorted[(int) (sorted.length * 0.99)]);
        });
  }

  /** Only what travels without TLS is judged. */
  private static boolean judge(Comparison each, Transport transport, OptionalDouble measured) {
    if (measured.isEmpty()) {
      return true;
    }
    double ratio = measured.getAsDouble();
    String title = "%s of %s / %s".formatted(each.name(), each.to(), each.of());
    if (!each.isDemanded()) {
      line("| %s | %.2f | – | – | |", title, ratio);
      return true;
    }
    boolean judged = transport == Transport.PLAIN;
    boolean reached = ratio >= each.floor();
    String verdict = !reached ? "floor missed" : ratio < each.aim() ? "aim missed" : "aim reached";
    line(
        "| %s | %.2f | %.2f | %.2f | %s%s |",
        title, ratio, each.floor(), each.aim(), verdict, judged ? "" : ", not judged");
    return reached || !judged;
  }

  @SuppressWarnings("AnnotateFormatMethod") // Called with constants of this class alone.
  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
