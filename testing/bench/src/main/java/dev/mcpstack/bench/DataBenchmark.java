package dev.mcpstack.bench;

import dev.mcpstack.bench.data.DataRun;
import dev.mcpstack.bench.data.DataSettings;
import java.nio.file.Path;

/**
 * What does the data channel cost, and how does it compare?
 *
 * <p>Expected: several times the throughput of JSON over HTTP and about that of Arrow Flight, since
 * chunks are encoded once and travel as they are kept, with a checksum over each. From a database,
 * about the speed of its driver. Command: {@code testing/bench/run DataBenchmark}.
 */
public final class DataBenchmark {
  private DataBenchmark() {}

  /** Runs in the folder {@code testing/bench}. Exit code 2 when a floor was missed. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of("target/data").toAbsolutePath();
    if (!new DataRun(folder, DataSettings.of(arguments)).run()) {
      System.exit(2);
    }
  }
}
