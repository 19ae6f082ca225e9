package dev.mcpstack.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Prints what {@link GatewayBenchmark} measured, losses too. */
final class GatewayReport {
  /** How many clients the floors speak of. */
  static final int CLIENTS = 16;

  private static final double FLOOR_P50_MILLIS = 2;
  private static final double FLOOR_P99_MILLIS = 10;
  private static final double AIM_P50_MILLIS = 1;

  private final GatewaySettings settings;

  GatewayReport(GatewaySettings settings) {
    this.settings = settings;
  }

  /** Prints the table of one kind of loop. */
  void print(String loop, GatewayResults results) {
    line("");
    line("%s", loop);
    line(
        "%s, medians of %d rounds of %d s, after %d s of warm-up of each path; every answer checked, none wrong",
        settings.tool(), settings.rounds(), settings.seconds(), settings.warmup());
    line("");
    line(
        "| case | clients | calls/s: direct | gateway | p50 ms: direct | gateway | added | p99 ms: direct | gateway | added | CPU s per 1,000 calls: server, direct | server | gateway |");
    line("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
    results
        .all()
        .forEach((cell, pairs) ->
            line(
                "| %s | %d | %,.0f | %,.0f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.3f | %.3f | %.3f |",
                cell.title(),
                cell.clients(),
                direct(pairs, Round::callsPerSecond),
                through(pairs, Round::callsPerSecond),
                direct(pairs, Round::p50Millis),
                through(pairs, Round::p50Millis),
                Pair.median(pairs, Pair::addedP50Millis),
                direct(pairs, Round::p99Millis),
                through(pairs, Round::p99Millis),
                Pair.median(pairs, Pair::addedP99Millis),
                direct(pairs, Round::cpuSecondsPerThousand),
                through(pairs, Round::cpuSecondsPerThousand),
                through(pairs, Round::otherSecondsPerThousand)));
  }

  /**
   * Prints how both loops stand to the floors; whether the paced one reached all of them. The
   * closed one has as many calls waiting for the processors as there are clients, so it is told and
   * not judged.
   */
  boolean judge(GatewayResults paced, GatewayResults closed) {
    line("");
    line("| added at %d clients | p50 ms | floor | aim | p99 ms | floor | |", CLIENTS);
    line("|---|---:|---:|---:|---:|---:|---|");
    boolean reached = judge("paced", paced);
    boolean _ = judge("closed, not judged", closed);
    return reached;
  }

  private static boolean judge(String loop, GatewayResults results) {
    boolean reached = true;
    for (Map.Entry<GatewayResults.Cell, List<Pair>> each : results.all().entrySet()) {
      if (each.getKey().clients() == CLIENTS) {
        double p50 = Pair.median(each.getValue(), Pair::addedP50Millis);
        double p99 = Pair.median(each.getValue(), Pair::addedP99Millis);
        boolean holds = p50 < FLOOR_P50_MILLIS && p99 < FLOOR_P99_MILLIS;
        String verdict =
            !holds ? "floor missed" : p50 < AIM_P50_MILLIS ? "aim reached" : "aim missed";
        line(
            "| %s, %s | %.2f | %.0f | %.0f | %.2f | %.0f | %s |",
            each.getKey().title(),
            loop,
            p50,
            FLOOR_P50_MILLIS,
            AIM_P50_MILLIS,
            p99,
            FLOOR_P99_MILLIS,
            verdict);
        reached &= holds;
      }
    }
    return reached;
  }

  private static double direct(List<Pair> pairs, ToDoubleFunction<Round> figure) {
    return Pair.median(pairs, pair -> figure.applyAsDouble(pair.direct()));
  }

  private static double through(List<Pair> pairs, ToDoubleFunction<Round> figure) {
    return Pair.median(pairs, pair -> figure.applyAsDouble(pair.through()));
  }

  @SuppressWarnings("AnnotateFormatMethod") // Called with constants of this class alone.
  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
