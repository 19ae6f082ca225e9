package dev.mcpstack.bench.data;

import dev.mcpstack.bench.Machine;
import dev.mcpstack.bench.RunningDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

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
    boolean reached = true;
    for (Map.Entry<Transport, DataResults> each : measure().entrySet()) {
      reached &= report.print(each.getKey(), each.getValue());
    }
    return reached;
  }

  /** Measures over each transport, one after the other. */
  Map<Transport, DataResults> measure() throws Exception {
    Files.createDirectories(folder);
    if (!settings.hasAny("gh")) {
      return measure(Optional.empty());
    }
    try (RunningDatabase postgres = new RunningDatabase()) {
      System.out.println("PostgreSQL " + postgres.version());
      return measure(Optional.of(new QuerySources(postgres, folder, settings.queryRows())));
    }
  }

  private Map<Transport, DataResults> measure(Optional<QuerySources> sources) throws Exception {
    Map<Transport, DataResults> results = new EnumMap<>(Transport.class);
    for (Transport transport : settings.transports()) {
      Optional<Certificates> tls =
          transport == Transport.SECURE ? Optional.of(new Certificates(folder)) : Optional.empty();
      try (Contest contest = new Contest(settings, tls, sources)) {
        results.put(transport, contest.run());
      }
    }
    return results;
  }
}
