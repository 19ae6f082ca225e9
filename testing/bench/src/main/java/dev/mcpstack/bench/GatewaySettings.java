package dev.mcpstack.bench;

import java.util.List;

/**
 * How much {@link GatewayBenchmark} measures.
 *
 * @param seconds of each path of each case in each round, of each loop
 * @param warmup seconds of each path of each case before the first round
 * @param clients how many call at once, one number after the other
 * @param share what is offered in the paced loop, in percent of what the gateway answered in the
 *     closed one
 * @param rate calls per second that are offered instead, 0 for the share
 * @param tool what is called: {@code list_sources} or {@code execute_query}
 * @param cases the letters of those that take part
 */
record GatewaySettings(
    int rounds,
    int seconds,
    int warmup,
    List<Integer> clients,
    int share,
    int rate,
    String tool,
    String cases) {
  private static final String KNOWN =
      "rounds=5 seconds=3 warmup=20 clients=1,16,64 share=30 rate=0 tool=list_sources cases=abcd";

  /**
   * Of arguments such as {@code rounds=5}.
   *
   * @throws IllegalArgumentException that tells which there are
   */
  static GatewaySettings of(String[] given) {
    Arguments arguments = new Arguments(given);
    GatewaySettings settings =
        new GatewaySettings(
            arguments.number("rounds", 5),
            arguments.number("seconds", 3),
            arguments.number("warmup", 20),
            arguments.numbers("clients", "1,16,64"),
            arguments.number("share", 30),
            arguments.number("rate", 0),
            arguments.text("tool", "list_sources"),
            arguments.text("cases", "abcd"));
    arguments.end(KNOWN);
    return settings;
  }

  boolean has(char letter) {
    return cases.indexOf(letter) >= 0;
  }

  /** What is offered per second to a case that answered so many calls in the closed loop. */
  double offered(double sustained) {
    return rate > 0 ? rate : Math.max(1, sustained * share / 100);
  }
}
