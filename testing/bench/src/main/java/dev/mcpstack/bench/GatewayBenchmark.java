package dev.mcpstack.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What does the gateway add to a call of a server that runs in another process?
 *
 * <p>Expected: less than a millisecond at the median, since a call is parsed, authenticated,
 * written anew and its answer read and written again, all in memory, with one more hop over
 * loopback. Command: {@code testing/bench/run GatewayBenchmark}.
 */
public final class GatewayBenchmark {
  private final Path folder;
  private final GatewaySettings settings;

  private GatewayBenchmark(Path folder, GatewaySettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Runs in the folder {@code testing/bench}. Exit code 2 when a floor was missed. */
  public static void main(String[] arguments) throws Exception {
    GatewayBenchmark benchmark =
        new GatewayBenchmark(Path.of("").toAbsolutePath(), GatewaySettings.of(arguments));
    if (!benchmark.run()) {
      System.exit(2);
    }
  }

  private boolean run() throws Exception {
    System.out.println(Machine.facts());
    ToolCall call = call(settings.tool());
    try (GatewayStack plain = stack("plain", false);
        GatewayStack secure = stack("tls", true)) {
      List<GatewayCase> cases = new ArrayList<>();
      cases.addAll(GatewayCase.of(plain, call, "ab", "plain hop"));
      cases.addAll(GatewayCase.of(secure, call, "cd", "TLS hop"));
      cases.removeIf(each -> !settings.has(each.letter()));
      return measure(cases);
    }
  }

  private boolean measure(List<GatewayCase> cases) throws Exception {
    int most = settings.clients().stream().mapToInt(Integer::intValue).max().orElseThrow();
    for (GatewayCase each : cases) {
      each.run(most, Pace.closed(), Duration.ofSeconds(settings.warmup()), true);
    }
    GatewayReport report = new GatewayReport(settings);
    GatewayResults closed = rounds(cases, _ -> 0);
    report.print("Closed loop: each client calls again as soon as it was answered.", closed);
    GatewayResults paced =
        rounds(
            cases,
            cell ->
                settings.offered(
                    Pair.median(closed.of(cell), pair -> pair.through().callsPerSecond())));
    report.print(
        "Paced: the clients together call at a fixed rate; times from when a call was due.", paced);
    return report.judge(paced, closed);
  }

  /** Measures every case at every number of clients. A rate of 0 stands for the closed loop. */
  private GatewayResults rounds(List<GatewayCase> cases, ToDoubleFunction<GatewayResults.Cell> rate)
      throws Exception {
    GatewayResults results = new GatewayResults();
    Duration time = Duration.ofSeconds(settings.seconds());
    for (int i = 0; i < settings.rounds(); i++) {
      for (GatewayCase each : cases) {
        for (int clients : settings.clients()) {
          GatewayResults.Cell cell = new GatewayResults.Cell(each.title(), clients);
          double offered = rate.applyAsDouble(cell);
          Pace pace = offered > 0 ? Pace.of(offered, clients) : Pace.closed();
          results.add(cell, each.run(clients, pace, time, i % 2 == 0));
        }
      }
    }
    return results;
  }

  private GatewayStack stack(String name, boolean tls) throws IOException {
    return new GatewayStack(
        Files.createDirectories(folder.resolve("target/gateway-" + name)),
        folder.resolve("target/logs"),
        folder.resolve("../../examples/data/longley.csv"),
        tls);
  }

  static ToolCall call(String tool) {
    return switch (tool) {
      case "list_sources" -> ToolCall.listSources(List.of(GatewayStack.SOURCE));
      case "execute_query" -> ToolCall.query(GatewayStack.SOURCE);
      default ->
          throw new IllegalArgumentException(
              "no tool '" + tool + "'; known: list_sources, execute_query");
    };
  }
}
