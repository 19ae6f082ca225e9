package dev.mcpstack.bench;

import dev.mcpstack.bench.operator.OperatorRun;
import dev.mcpstack.bench.operator.OperatorSettings;
import java.nio.file.Path;

/**
 * What does the operator cost, idle and with many stacks, and how soon does it act?
 *
 * <p>Expected: it is ready within a second or two, holds less than 200 MiB without stacks, and each
 * stack costs it well under half a MiB, since it keeps of each object only what it reads. Command:
 * {@code testing/bench/run OperatorBenchmark}.
 */
public final class OperatorBenchmark {
  private OperatorBenchmark() {}

  /** Runs in the folder {@code testing/bench}. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of("target/operator").toAbsolutePath();
    if (!new OperatorRun(folder, OperatorSettings.of(arguments)).run()) {
      System.exit(2);
    }
  }
}
