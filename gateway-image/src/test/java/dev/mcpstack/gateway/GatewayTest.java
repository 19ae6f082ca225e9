package dev.mcpstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One conversation, however the gateway reaches its servers. */
@ParameterizedClass
@EnumSource(Link.class)
final class GatewayTest {
  private static final String DEFAULTS = "{}";

  @TempDir private Path folder = Path.of("");
  @Parameter private Link link = Link.MEMORY;
  private final Map<String, AutoCloseable> open = new HashMap<>();

  @BeforeEach
  void startNothingYet() {
    open.clear();
  }

  @AfterEach
  void closeInOrder() throws Exception {
    for (String name : List.of("agent", "mallory", "stack")) {
      AutoCloseable closeable = open.get(name);
      if (closeable != null) {
        closeable.close();
      }
    }
  }

  private Agent agent(String limits) throws IOException {
    TestStack stack = new TestStack(folder, limits, link);
    open.put("stack", stack);
    Agent agent = new Agent(stack.endpoint(), TestStack.ALICE);
    open.put("agent", agent);
    return agent;
  }

  private Agent mallory() {
    Agent agent =
        new Agent(((TestStack) open.getOrDefault("stack", () -> {})).endpoint(), TestStack.MALLORY);
    open.put("mallory", agent);
    return agent;
  }

  private static Map<String, Object> query(String sql) {
    return Map.of("source", "s", "sql", sql);
  }

  private static Map<String, Object> handle(String handle) {
    return Map.of("handle", handle);
  }

  /** SQL that keeps one thread busy in proportion to the rounds. */
  private static String slowSql(long rounds) {
    return "SELECT count(*) AS n FROM range("
        + rounds
        + ") a, range(100000) b WHERE (a.range * b.range) % 7 = 3";
  }

  /** About how many rounds of {@link #slowSql} take the seconds here. */
  private static long rounds(Agent agent, double seconds) {
    long start = System.nanoTime();
    long rounds = 500;
    assertThat(agent.call("execute_query", query(slowSql(rounds))).isError()).isFalse();
    double perRound = Math.max((System.nanoTime() - start) / 1e9 / rounds, 1e-5);
    return (long) (seconds / perRound);
  }

  @Test
  void tools_areOneNameSpaceInTheOrderOfTheServers() throws IOException {
    Agent agent = agent(DEFAULTS);

    assertThat(agent.tools())
        .containsExactly(
            "list_sources",
            "describe_source",
            "describe_table",
            "execute_query",
            "open_stream",
            "read_rows",
            "summarize",
            "hypothesis_test",
            "regression",
            "analyze",
            "wait",
            "release");
    assertThat(agent.instructions()).contains("data token", "wait", "release");
  }

  @Test
  void conversation_queryTokenAnalysisRelease() throws IOException {
    Agent agent = agent(DEFAULTS);

    String token = agent.call("execute_query", query("SELECT x, y FROM points")).textAt("handle");
    Agent.Reply regression =
        agent.call("regression", Map.of("handle", token, "target", "y", "features", List.of("x")));
    Agent.Reply rows = agent.call("read_rows", Map.of("handle", token, "offset", 3));
    Agent.Reply released = agent.call("release", handle(token));
    Agent.Reply again = agent.call("read_rows", handle(token));

    // By hand: slope = Σ(x-3)(y-6.02) / Σ(x-3)² = 19.9 / 10.
    assertThat(((Map<?, ?>) ((List<?>) regression.at("coefficients")).get(1)).get("estimate"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.DOUBLE)
        .isCloseTo(1.99, within(1e-12));
    assertThat(rows.textAt("rows")).isEqualTo("[[4, 7.8], [5, 10.1]]");
    assertThat(released.text()).isEqualTo("The data token was released.");
    assertThat(again.isError()).isTrue();
    assertThat(again.text())
        .contains("The data token was released", "Call execute_query on source 's' again");
  }

  @Test
  void analyze_queriesAndAnalysesInOneCall() throws IOException {
    Agent agent = agent(DEFAULTS);

    Agent.Reply reply =
        agent.call(
            "analyze",
            Map.of(
                "source",
                "s",
                "sql",
                "SELECT y FROM points",
                "analysis",
                "summarize",
                "arguments",
                Map.of()));

    assertThat(reply.at("rows")).isEqualTo(5);
    assertThat(((Map<?, ?>) ((List<?>) reply.at("result.numeric")).getFirst()).get("median"))
        .isEqualTo(6.2);
    assertThat(reply.text()).contains("The 5 rows are kept under data token `rows_");
    assertThat(agent.call("summarize", handle(reply.textAt("handle"))).isError()).isFalse();
  }

  @Test
  void analyze_failureOfEitherServerIsAttributedToIt() throws IOException {
    Agent agent = agent(DEFAULTS);

    Agent.Reply query =
        agent.call(
            "analyze", Map.of("source", "s", "sql", "DELETE FROM points", "analysis", "summarize"));
    Agent.Reply analysis =
        agent.call(
            "analyze",
            Map.of(
                "source", "s",
                "sql", "SELECT x, name FROM points",
                "analysis", "regression",
                "arguments", Map.of("target", "x", "features", List.of("name"))));
    Agent.Reply unknown =
        agent.call("analyze", Map.of("source", "s", "sql", "SELECT 1", "analysis", "guess"));

    assertThat(query.textAt("error.source")).isEqualTo("localdata");
    assertThat(query.textAt("error.code")).isEqualTo("STATEMENT_REFUSED");
    assertThat(analysis.textAt("error.source")).isEqualTo("datascience");
    assertThat(analysis.text()).contains("name");
    assertThat(unknown.textAt("error.source")).isEqualTo("gateway");
    assertThat(unknown.text()).contains("analysis", "summarize, hypothesis_test");
  }

  @Test
  void pendingCalls_areWaitedForAndReleasedAtWhoeverRunsThem() throws IOException {
    Agent agent = agent("{callBudget: 200ms}");
    String sql = slowSql(4 * rounds(agent, 0.5));

    Agent.Reply first = agent.call("execute_query", query(sql));
    Agent.Reply second =
        agent.call("analyze", Map.of("source", "s", "sql", sql, "analysis", "summarize"));
    assertThat(first.textAt("status")).isEqualTo("pending");
    assertThat(second.textAt("status")).isEqualTo("pending");
    assertThat(agent.call("release", handle(first.textAt("pending.handle"))).text())
        .isEqualTo("The pending job was released.");
    Agent.Reply waited = waitFor(agent, second.textAt("pending.handle"));

    assertThat(waited.textAt("result.result.rows")).isEqualTo("1");
    assertThat(agent.call("wait", handle(first.textAt("pending.handle"))).text())
        .contains("The pending job was released");
  }

  @Test
  void queryOfLongerThanTheClientsTimeout_isPendingInTimeAndWaitBringsIt() throws IOException {
    Agent agent = agent(DEFAULTS); // A budget of 15 s, under the client's own 20 s.
    long rounds = rounds(agent, 24);
    // The client itself gives up after its 20 s, and the call fails.
    Agent.Reply reply = agent.call("execute_query", query(slowSql(rounds)));
    while (reply.textAt("status").equals("complete")) { // The machine has become faster.
      rounds *= 2;
      reply = agent.call("execute_query", query(slowSql(rounds)));
    }

    assertThat(reply.textAt("status")).isEqualTo("pending");
    Agent.Reply waited = waitFor(agent, reply.textAt("pending.handle"));
    assertThat(waited.textAt("result.rows")).isEqualTo("1");
    assertThat(agent.call("read_rows", handle(waited.textAt("result.handle"))).isError()).isFalse();
  }

  @Test
  void handleOfAnotherPrincipal_answersLikeAnUnknownOne() throws IOException {
    Agent agent = agent(DEFAULTS);
    String token = agent.call("execute_query", query("SELECT 1 AS one")).textAt("handle");
    Agent mallory = mallory();
    String never = "rows_" + "A".repeat(43);

    for (String tool : List.of("wait", "release", "read_rows", "summarize")) {
      Agent.Reply stolen = mallory.call(tool, handle(token));
      Agent.Reply unknown = mallory.call(tool, handle(never));

      assertThat(stolen.textAt("error.code")).isEqualTo("HANDLE_UNKNOWN");
      assertThat(anonymous(stolen)).as(tool).isEqualTo(anonymous(unknown));
    }
    assertThat(agent.call("read_rows", handle(token)).isError()).isFalse();
  }

  /** The whole answer but for the id that names this one call. */
  private static String anonymous(Agent.Reply reply) {
    return String.valueOf(reply.result()).replace(reply.textAt("error.correlationId"), "-");
  }

  private static Agent.Reply waitFor(Agent agent, String handle) {
    Agent.Reply reply = agent.call("wait", handle(handle));
    while (reply.textAt("status").equals("pending")) {
      reply = agent.call("wait", handle(handle));
    }
    assertThat(reply.textAt("status")).isEqualTo("complete");
    return reply;
  }
}
