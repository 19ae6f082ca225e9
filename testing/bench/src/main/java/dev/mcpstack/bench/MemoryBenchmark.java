package dev.mcpstack.bench;

import dev.mcpstack.bench.data.MemoryRun;
import dev.mcpstack.bench.data.MemorySettings;
import java.nio.file.Path;

/**
 * Does the memory of LocalData or of a reader grow with the result?
 *
 * <p>Expected: no, once both have moved their first result, however large the next ones are and
 * however slowly they are read, since both hold a few chunks at a time. Command: {@code
 * testing/bench/run MemoryBenchmark}.
 */
public final class MemoryBenchmark {
  private MemoryBenchmark() {}

  /** Runs in the folder {@code testing/bench}. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of("target/memory").toAbsolutePath();
    if (!new MemoryRun(folder, MemorySettings.of(arguments)).run()) {
      System.exit(2);
    }
  }
}
