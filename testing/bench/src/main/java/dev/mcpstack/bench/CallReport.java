package dev.mcpstack.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints what {@link CallBenchmark} measured, losses too. */
final class CallReport {
  private final Settings settings;
  private final List<Contender> cases;
  private final Map<Character, List<Round>> rounds;

  CallReport(Settings settings, List<Contender> cases, Map<Character, List<Round>> rounds) {
    this.settings = settings;
    this.cases = cases;
    this.rounds = rounds;
  }

  /** Prints it; whether every floor was reached. */
  boolean print() {
    line(
        "%d clients, medians of %d rounds of %d s, after %d s of warm-up each; every answer checked, none wrong",
        settings.clients(), settings.rounds(), settings.seconds(), settings.warmup());
    line("");
    line(
        "| case | calls/s | p50 ms | p99 ms | CPU s per 1,000 calls: server | database | calls/s, slowest to fastest round |");
    line("|---|---:|---:|---:|---:|---:|---:|");
    for (Contender each : cases) {
      List<Round> measured = rounds(each.letter());
      double[] rates = measured.stream().mapToDouble(Round::callsPerSecond).sorted().toArray();
      line(
          "| %s %s | %,.0f | %.2f | %.2f | %.3f | %.3f | %,.0f to %,.0f |",
          each.letter(),
          each.name(),
          Medians.of(measured, Round::callsPerSecond),
          Medians.of(measured, Round::p50Millis),
          Medians.of(measured, Round::p99Millis),
          Medians.of(measured, Round::cpuSecondsPerThousand),
          Medians.of(measured, Round::otherSecondsPerThousand),
          rates[0],
          rates[rates.length - 1]);
    }
    line("");
    line("| ratio of calls/s | now | floor | aim | |");
    line("|---|---:|---:|---:|---|");
    boolean echo = ratio('a', 0.15, 0.3);
    boolean dbhub = ratio('c', 2, 5);
    return echo && dbhub;
  }

  private boolean ratio(char other, double floor, double aim) {
    if (!settings.has('b') || !settings.has(other)) {
      return true;
    }
    double ratio = Medians.ratio(rounds('b'), rounds(other));
    String verdict = ratio < floor ? "below the floor" : ratio < aim ? "aim missed" : "aim reached";
    line("| b / %s | %.2f | %.2f | %.2f | %s |", other, ratio, floor, aim, verdict);
    return ratio >= floor;
  }

  private List<Round> rounds(char letter) {
    return rounds.getOrDefault(letter, List.of());
  }

  @SuppressWarnings("AnnotateFormatMethod") // Called with constants of this class alone.
  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
