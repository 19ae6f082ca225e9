package dev.mcpstack.bench;

/**
 * One case of a benchmark.
 *
 * @param letter names the case in ratios
 * @param server the process that does its work, as far as that is a process of ours
 * @param clients makes its clients
 */
record Contender(char letter, String name, ProcessHandle server, Factory clients) {
  /** Makes clients. */
  @FunctionalInterface
  interface Factory {
    /** A new one, connected and ready. */
    Caller open() throws Exception;
  }
}
