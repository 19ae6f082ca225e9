package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Machine;
import dev.mcpstack.bench.RunningDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One run of {@code DataBenchmark}. */
public final class DataRun {
  private final Path folder;
  private final DataSettings settings;

  /** A run that writes its files into a folder. */
  public DataRun(Path folder, DataSettings settings) {
    this.folder = folder;
    this.settings = settings;
  }

  /** Measures and prints; whether every floor was reached. */
  public boolean run() throws Exception {
    System.out.println(Machine.facts());
    DataReport report = new DataReport(settings);
    List<Boolean> reached = new ArrayList<>();
    measure((transport, results) -> reached.add(report.print(transport, results)));
    return !reached.contains(false);
  }

  /** Measures over each transport, one after the other, and hands out what came of each. */
  void measure(BiConsumer<Transport, DataResults> sink) throws Exception {
    Files.createDirectories(folder);
    if (!settings.hasAny("gh")) {
      measure(Optional.empty(), sink);
      return;
    }
    try (RunningDatabase postgres = new RunningDatabase()) {
      System.out.println("PostgreSQL " + postgres.version());
      QuerySources sources =
          new QuerySources(postgres, folder, settings.queryRows(), settings.firstRows());
      measure(Optional.of(sources), sink);
    }
  }

  private void measure(Optional<QuerySources> sources, BiConsumer<Transport, DataResults> sink)
      throws Exception {
    for (Transport transport : settings.transports()) {
      Optional<Certificates> tls =
          transport == Transport.SECURE ? Optional.of(new Certificates(folder)) : Optional.empty();
      try (Contest contest = new Contest(settings, tls, sources)) {
        sink.accept(transport, contest.run());
      }
    }
  }
}
