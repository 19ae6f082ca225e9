package dev.mcpstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.contract.config.ConfigFile;
import dev.mcpstack.contract.data.PeerTrust;
import dev.mcpstack.contract.handle.InMemoryHandleStore;
import dev.mcpstack.contract.handle.Owner;
import dev.mcpstack.contract.management.Metrics;
import dev.mcpstack.contract.secret.SecretReader;
import dev.mcpstack.contract.server.GatewayConfig;
import dev.mcpstack.contract.serving.ServingRecord;
import dev.mcpstack.fixture.TestRedis;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.dispatch.CallLimits;
import dev.mcpstack.mcp.dispatch.CallMetrics;
import dev.mcpstack.mcp.dispatch.JobTable;
import dev.mcpstack.mcp.dispatch.ToolDispatcher;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.runtime.Contexts;
import dev.mcpstack.mcp.runtime.Resources;
import dev.mcpstack.mcp.runtime.ServerContext;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.server.ServerIdentity;
import dev.mcpstack.mcp.tool.Content;
import dev.mcpstack.mcp.tool.HopFacts;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolRegistry;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents with kept connections at the gateways of two cells, whose store is a real one. */
@Timeout(120)
final class ServingTest {
  private static final String KEY = "alice-0123456789abcdef";
  private static final Duration LONG = Duration.ofSeconds(3);

  @TempDir private Path folder = Path.of("");
  private final Resources resources = new Resources();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);
  private final TestRedis redis = new TestRedis();

  @AfterEach
  void closeAll() {
    resources.close();
    redis.close();
  }

  /** A gateway of a cell, and an agent that keeps its connection to it. */
  private final class Cell {
    private final Metrics metrics = resources.add(new Metrics());
    private final HttpClient http =
        resources.add(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    private final Gateway gateway;

    Cell(int revision) throws IOException {
      Path keys = Files.createDirectories(folder.resolve("keys"));
      Files.writeString(keys.resolve("alice"), KEY + "\n");
      GatewayConfig config =
          ConfigFile.parse(
              "gateway",
              """
              endpoint: {port: 0}
              auth: {keysFolder: '%s'}
              tokenStore: {type: Redis, stack: test, tls: false, nodes: ['%s']}
              revision: %d
              """
                  .formatted(keys, redis.address(), revision),
              GatewayConfig.class);
      ServerContext context =
          Contexts.of(
              config.tokenStore(),
              PeerTrust.random(),
              resources,
              metrics,
              SecretReader.of(Map.of()));
      gateway =
          ConfiguredGateway.start(config, context, Map.of("slow", upstream(context)), resources);
    }

    private HttpRequest request(String body, Optional<String> session) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(gateway.endpoint())
              .header("Authorization", "Bearer " + KEY)
              .header("Content-Type", "application/json")
              .header("Accept", "application/json, text/event-stream")
              .POST(HttpRequest.BodyPublishers.ofString(body));
      session.ifPresent(id -> request.header("Mcp-Session-Id", id));
      return request.build();
    }

    HttpResponse<String> begin() {
      HttpResponse<String> answer =
          http.sendAsync(
                  request(
                      """
                      {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion":
                       "2025-11-25", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}}}
                      """,
                      Optional.empty()),
                  HttpResponse.BodyHandlers.ofString())
              .join();
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("\"serverInfo\"");
      return answer;
    }

    CompletableFuture<HttpResponse<String>> callSlow() {
      return http.sendAsync(
          request(
              """
              {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "slow", "arguments": {}}}
              """,
              begin().headers().firstValue("Mcp-Session-Id")),
          HttpResponse.BodyHandlers.ofString());
    }

    /** Two calls in a row have the same connection, and none is told that it ends. */
    boolean keeps() {
      HttpResponse<String> first = begin();
      HttpResponse<String> second = begin();
      boolean same = first.connectionLabel().equals(second.connectionLabel());
      assertThat(closes(first)).isEqualTo(!same);
      return same && !closes(second);
    }

    boolean sendsAway() {
      return !keeps();
    }

    double gauge() {
      return metrics.registry().get("mcpstack.gateway.serving").gauge().value();
    }
  }

  private static boolean closes(HttpResponse<String> answer) {
    return answer.headers().allValues("Connection").contains("close");
  }

  private void awaitGate() {
    try {
      gate.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private Upstream upstream(ServerContext context) {
    ToolEntry slow =
        new ToolEntry(
            HopFacts.foreign(
                "slow", Map.of("name", "slow", "inputSchema", Map.of("type", "object"))),
            (_, _) -> {
              entered.countDown();
              awaitGate();
              return ToolOutcome.content(List.of(Content.text("whole")));
            },
            Timing.BUDGETED);
    ToolDispatcher dispatcher =
        new ToolDispatcher(
            "slow",
            ToolRegistry.fixed(List.of(slow)),
            new JobTable(new InMemoryHandleStore(), new Owner("slow", ""), Duration.ofMinutes(1)),
            new CallLimits(Duration.ofSeconds(60), 100),
            new CallMetrics(context.meters(), "slow"),
            context.timer());
    return Upstream.inProcess(
        new Features(
            new ServerIdentity("slow", "1", ""),
            dispatcher,
            dev.mcpstack.mcp.resource.Resources.NONE,
            Prompts.NONE,
            Completer.NONE,
            new Changes()));
  }

  /** As the operator does. */
  private void serves(String revision) {
    RedisClient client = RedisClient.create(RedisURI.create("redis://" + redis.address()));
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().hset(ServingRecord.key("test"), ServingRecord.FIELD, revision);
    } finally {
      client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
    }
  }

  @Test
  void agents_goToTheServingCell_andBackWithARollback() throws Exception {
    Cell blue = new Cell(7);
    Cell green = new Cell(8);
    assertThat(blue.keeps()).isTrue(); // Nobody has said anything yet.

    serves("8");
    await().until(blue::sendsAway);
    assertThat(green.keeps()).isTrue();
    assertThat(blue.gauge()).isZero();
    assertThat(green.gauge()).isOne();

    serves("7");
    await().until(blue::keeps);
    await().until(green::sendsAway);
    assertThat(blue.gauge()).isOne();
  }

  @Test
  void callThatRunsOverTheSwitch_isAnsweredWhole() throws Exception {
    Cell blue = new Cell(7);
    CompletableFuture<HttpResponse<String>> call = blue.callSlow();
    entered.await();

    serves("8");
    await().until(blue::sendsAway);
    assertThat(call).isNotDone();
    gate.countDown();

    assertThat(call.join().body()).contains("whole");
    assertThat(closes(call.join())).isTrue();
  }

  @Test
  void lastValue_holdsWhileTheStoreIsAway_andWhenItHasForgotten() throws Exception {
    Cell blue = new Cell(7);
    serves("8");
    await().until(blue::sendsAway);

    redis.stop();
    await().during(LONG).atMost(LONG.plusSeconds(5)).until(blue::sendsAway);
    redis.startAgain();
    await().during(LONG).atMost(LONG.plusSeconds(5)).until(blue::sendsAway);

    serves("7");
    await().atMost(Duration.ofSeconds(30)).until(blue::keeps);
  }

  @Test
  void storeThatIsAwayOrSaysNonsense_changesNothing() throws Exception {
    redis.stop();
    Cell blue = new Cell(7);
    assertThat(blue.keeps()).isTrue();

    redis.startAgain();
    serves("eight");
    await().during(LONG).atMost(LONG.plusSeconds(5)).until(blue::keeps);
    serves("8");
    await().atMost(Duration.ofSeconds(30)).until(blue::sendsAway);
  }
}
