package dev.mcpstack.bench.data;

import java.util.function.Supplier;

/**
 * One way for rows to get to a reader.
 *
 * @param id names the case; its letter alone, or that of the case it stands beside and a word
 * @param bytes of the values that one read moves
 * @param read moves them
 * @param expected what must come of each read
 */
record DataCase(String id, String name, long bytes, Read read, Answer expected) {
  /** Reads all rows once. */
  @FunctionalInterface
  interface Read {
    /**
     * Does so; time counts until it returns.
     *
     * @return tells what came of it, which takes no time of the read
     */
    Supplier<Answer> run() throws Exception;
  }

  /** A read that adds up the values on its way. */
  @FunctionalInterface
  interface Summing {
    Answer run() throws Exception;
  }

  /** A case whose reader adds up the values. */
  static DataCase of(String id, String name, Summing read, Answer expected) {
    return new DataCase(
        id,
        name,
        expected.rows() * Numbers.ROW_BYTES,
        () -> {
          Answer answer = read.run();
          return () -> answer;
        },
        expected);
  }

  char letter() {
    return id.charAt(0);
  }

  /** Reads once, with the answer checked. */
  Measured measure() throws Exception {
    long cpu = Measured.processCpuNanos();
    long start = System.nanoTime();
    Supplier<Answer> outcome = read.run();
    long wall = System.nanoTime() - start;
    Measured measured = new Measured(bytes, wall, Measured.processCpuNanos() - cpu);
    outcome.get().require(expected, name);
    return measured;
  }
}
