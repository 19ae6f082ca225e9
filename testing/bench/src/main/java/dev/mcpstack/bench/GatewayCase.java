package dev.mcpstack.bench;

import java.time.Duration;
import java.util.List;

/**
 * One case of {@link GatewayBenchmark}: two ways to the same server.
 *
 * @param gateway the process between, on the second way
 */
record GatewayCase(Contender direct, Contender through, ProcessHandle gateway) {
  /**
   * The cases of one stack and tool. The server speaks the stateless era alone, so that is what the
   * direct way speaks in every case.
   *
   * @param letters for the agent with session, and for the one without
   * @param hop how the gateway reaches the server
   */
  static List<GatewayCase> of(GatewayStack stack, ToolCall call, String letters, String hop) {
    return List.of(
        of(stack, call, letters.charAt(0), McpClient.SESSIONS, hop),
        of(stack, call, letters.charAt(1), McpClient.STATELESS, hop));
  }

  private static GatewayCase of(
      GatewayStack stack, ToolCall call, char letter, String version, String hop) {
    String name = version + ", " + hop;
    return new GatewayCase(
        new Contender(
            letter,
            name + ", direct",
            stack.server(),
            () -> McpClient.open(McpClient.STATELESS, stack.direct(), call)),
        new Contender(
            letter, name, stack.server(), () -> McpClient.open(version, stack.through(), call)),
        stack.gateway());
  }

  char letter() {
    return through.letter();
  }

  /** Of the whole case, as a report shows it. */
  String title() {
    return letter() + " " + through.name();
  }

  /**
   * Runs both ways, one after the other.
   *
   * @param directFirst which of them is first, so that neither always is
   */
  Pair run(int clients, Pace pace, Duration time, boolean directFirst) throws Exception {
    if (directFirst) {
      Round direct = direct(clients, pace, time);
      return new Pair(direct, through(clients, pace, time));
    }
    Round through = through(clients, pace, time);
    return new Pair(direct(clients, pace, time), through);
  }

  private Round direct(int clients, Pace pace, Duration time) throws Exception {
    return Load.run(direct, clients, pace, time, () -> Duration.ZERO);
  }

  private Round through(int clients, Pace pace, Duration time) throws Exception {
    return Load.run(through, clients, pace, time, () -> Load.cpu(gateway));
  }
}
