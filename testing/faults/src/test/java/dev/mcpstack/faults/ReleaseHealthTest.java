package dev.mcpstack.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.server.UpstreamConfig;
import dev.mcpstack.fixture.ServerProcess;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.gateway.GatewayMain;
import dev.mcpstack.gateway.client.HttpClients;
import dev.mcpstack.gateway.client.Results;
import dev.mcpstack.gateway.client.Server;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.localdata.LocalDataMain;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.operator.health.CellHealth;
import dev.mcpstack.operator.health.HealthQuestion;
import dev.mcpstack.operator.health.HealthQuestion.Trial;
import dev.mcpstack.operator.health.HealthWatch;
import dev.mcpstack.operator.health.PodMetrics;
import dev.mcpstack.operator.health.PodTarget;
import dev.mcpstack.stack.AnalysisSpec;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the operator makes of the metrics of real servers: two gateways, as of two releases, each
 * with an address of loopback of its own as pods have.
 */
@Timeout(300)
final class ReleaseHealthTest {
  private static final int OLD = 7;
  private static final int NEW = 8;
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final AnalysisSpec USUAL =
      new AnalysisSpec(true, 20, 0.05, 2, Duration.ofMillis(500), 2, Duration.ZERO);

  @TempDir private Path folder = Path.of("");

  private ServerProcess localData(TestRedis redis) throws IOException {
    Path csv = Files.writeString(folder.resolve("points.csv"), "x,y\n1,2\n2,4\n");
    return ServerProcess.configured(
        folder,
        List.of(),
        LocalDataMain.class,
        """
        endpoint: {port: 0}
        management: {port: 0}
        data: {port: 0, spoolFolder: '%s'}
        trust: loopback
        limits: {callBudget: 8s}
        tokenStore: %s
        sources: [{type: Files, name: s, files: [{table: points, path: '%s'}]}]
        """
            .formatted(folder.resolve("spool"), store(redis), csv));
  }

  private ServerProcess gateway(TestRedis redis, String host, int port, URI localData) {
    return ServerProcess.configured(
        folder,
        List.of(),
        GatewayMain.class,
        """
        endpoint: {port: 0}
        management: {host: %s, port: %d}
        auth: {required: false}
        tokenStore: %s
        servers: [{name: localdata, role: localdata, url: '%s'}]
        """
            .formatted(host, port, store(redis), localData));
  }

  private static String store(TestRedis redis) {
    return "{type: Redis, stack: test, tls: false, nodes: ['" + redis.address() + "']}";
  }

  private static PodTarget pod(String address) {
    return new PodTarget("pod-" + address, "uid-" + address, address, 0, true);
  }

  private static HealthQuestion question(boolean trial) {
    return new HealthQuestion(
        Map.of(OLD, List.of(pod("127.0.0.2")), NEW, List.of(pod("127.0.0.3"), pod("127.0.0.1"))),
        trial ? Optional.of(new Trial(NEW, OLD, USUAL)) : Optional.empty());
  }

  private static CellHealth look(HealthWatch watch, boolean trial) {
    return watch.look("shop", "sales", question(trial)).getOrDefault(NEW, CellHealth.UNKNOWN);
  }

  private static ServerClient client(HttpClients http, ServerProcess gateway) {
    UpstreamConfig upstream =
        new UpstreamConfig("gateway", Optional.empty(), gateway.endpoint(), TIMEOUT);
    HttpClients.Route route = http.to(upstream);
    return new ServerClient(
        new Server("gateway", false, route.endpoint(), TIMEOUT, 8 << 20), route.client());
  }

  private static Peer.Reply call(ServerClient client, String tool, Map<String, Object> arguments) {
    McpCall call = McpCall.of(Reader.ALICE, "health", new Cancellation());
    return new Peer.Reply(
        Results.outcome(
            client.request(
                call,
                "tools/call",
                Map.of("name", tool, "arguments", arguments),
                ServerClient.named(tool))));
  }

  private static Peer.Reply query(ServerClient client, String sql) {
    return call(client, "execute_query", Map.of("source", "s", "sql", sql));
  }

  @Test
  void release_isJudgedByItsOwnFaults_andHoldsWhatItsServersHold() throws Exception {
    try (TestRedis redis = new TestRedis();
        ServerProcess data = localData(redis)) {
      Map<?, ?> ready = data.ready();
      URI endpoint = URI.create(String.valueOf(ready.get("endpoint")));
      int port = URI.create(String.valueOf(ready.get("management"))).getPort();
      try (ServerProcess older = gateway(redis, "127.0.0.2", port, endpoint);
          ServerProcess newer = gateway(redis, "127.0.0.3", port, endpoint);
          HttpClients http = new HttpClients(Optional.empty());
          PodMetrics metrics = new PodMetrics(port, Duration.ofSeconds(5));
          HealthWatch watch = new HealthWatch(metrics, Clock.systemUTC(), Duration.ofMillis(100))) {
        ServerClient old = client(http, older);
        ServerClient now = client(http, newer);
        List<String> handles = new ArrayList<>();
        look(watch, false);
        for (int i = 0; i < 30; i++) {
          Peer.Reply reply = query(old, "SELECT x FROM points");
          assertThat(reply.outcome().status())
              .as(reply.text())
              .isEqualTo(ToolOutcome.Status.COMPLETE);
          handles.add(reply.textAt("handle"));
        }
        holds(watch, false, 30);

        // What callers do wrong is not the release's fault.
        look(watch, true);
        for (int i = 0; i < 30; i++) {
          assertThat(query(now, "SELECT z FROM points").error()).isEqualTo("QUERY_WRONG");
        }
        Peer.Reply pending =
            query(
                now,
                "SELECT count(*) AS n FROM range(10000000) a, range(100000) b WHERE (a.range * b.range) % 7 = 3");
        assertThat(pending.error()).isEqualTo("PENDING");
        holds(watch, true, 31);
        assertThat(look(watch, true).health().toString()).isEqualTo("Good[]");

        // Who has nothing any more is found empty, though the gateways listen for changes.
        handles.add(pending.textAt("pending.handle"));
        handles.forEach(handle -> call(now, "release", Map.of("handle", handle)));
        holds(watch, true, 0);

        data.kill();
        for (int i = 0; i < 30; i++) {
          assertThat(query(now, "SELECT x FROM points").error()).isEqualTo("SERVER_UNAVAILABLE");
        }
        Failure.await()
            .untilAsserted(() ->
                assertThat(look(watch, true).health().toString())
                    .contains("calls failed by the servers' fault, and 0 of 30 of the old"));
        // The pod that is gone can't say what it holds.
        assertThat(look(watch, true).held()).isEmpty();
      }
    }
  }

  private static void holds(HealthWatch watch, boolean trial, long held) {
    Failure.await()
        .untilAsserted(
            () -> assertThat(look(watch, trial).held()).isEqualTo(OptionalLong.of(held)));
  }
}
