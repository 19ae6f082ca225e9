package dev.mcpstack.bench;

/**
 * How much is measured.
 *
 * @param seconds of each case in each round
 * @param warmup seconds of each case before the first round
 * @param cases the letters of those that take part
 */
record Settings(int rounds, int seconds, int warmup, int clients, String cases) {
  private static final Settings DEFAULTS = new Settings(5, 5, 30, 16, "abcdef");

  /**
   * Of arguments such as {@code rounds=5}.
   *
   * @throws IllegalArgumentException that tells which there are
   */
  static Settings of(String[] given) {
    Arguments arguments = new Arguments(given);
    Settings settings =
        new Settings(
            arguments.number("rounds", DEFAULTS.rounds),
            arguments.number("seconds", DEFAULTS.seconds),
            arguments.number("warmup", DEFAULTS.warmup),
            arguments.number("clients", DEFAULTS.clients),
            arguments.text("cases", DEFAULTS.cases));
    arguments.end("rounds=5 seconds=5 warmup=30 clients=16 cases=abcdef");
    return settings;
  }

  boolean has(char letter) {
    return cases.indexOf(letter) >= 0;
  }
}
