package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens between a request and its answer: news, and a client that goes away. */
class ModernStreamsTest {
  private final TestServer server = TestServer.asking();
  private final ModernClient client = ModernClient.of(server, TestServer.ALICE);

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void progress_comesBeforeTheAnswerToWhoAsked() {
    HttpResponse<String> answer =
        client
            .meta("progressToken", "t")
            .post("tools/call", Map.of("name", "echo", "arguments", Map.of("text", "x")));

    List<Tree> events = ModernClient.events(answer.body());
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
    assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
    assertThat(events.getFirst().text("method")).isEqualTo("notifications/progress");
    assertThat(events.getFirst().text("params.progressToken")).isEqualTo("t");
    assertThat(events.getLast().number("id")).isEqualTo(7);
    assertThat(events.getLast().text("result.resultType")).isEqualTo("complete");
  }

  @Test
  void log_comesOnlyToWhoAskedAndFromTheLevelOn() {
    String level = "io.modelcontextprotocol/logLevel";
    Map<String, Object> tell = Map.of("name", "tell");

    HttpResponse<String> silent = client.post("tools/call", tell);
    List<Tree> some =
        ModernClient.events(client.meta(level, "info").post("tools/call", tell).body());
    List<Tree> all =
        ModernClient.events(client.meta(level, "debug").post("tools/call", tell).body());

    assertThat(silent.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(some).hasSize(2);
    assertThat(some.getFirst().at("params").value())
        .isEqualTo(Map.of("level", "warning", "logger", "tell", "data", Map.of("left", 1)));
    assertThat(all).hasSize(3);
    assertThat(client.meta(level, "loud").ask("tools/call", tell).number("error.code"))
        .isEqualTo(-32602);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void client_thatClosesMidCall_cancelsItWithinASecond(boolean progress) {
    ModernClient caller = progress ? client.meta("progressToken", 1) : client;
    for (boolean killed : new boolean[] {false, true}) {
      String gate = "g" + killed;
      try (OpenStream stream = new OpenStream(server, caller.raw("tools/call", slow(gate)))) {
        server.gate(gate).awaitEntered();
        if (progress) {
          stream.readUntil("started, 0 s");
        }
        assertThat(server.gate(gate).isCancelled()).isFalse();
        if (killed) {
          stream.reset();
        }
      }
      long since = System.nanoTime();

      server.gate(gate).awaitCancelled();

      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
      Await.until(() -> server.running() == 0);
    }
  }

  @Test
  void client_thatClosesMidCall_leavesOtherCallsAlone() {
    var other = client.postAsync("tools/call", slow("other"));
    server.gate("other").awaitEntered();
    new OpenStream(server, client.raw("tools/call", slow("mine"))).close();
    server.gate("mine").awaitCancelled();

    assertThat(server.gate("other").isCancelled()).isFalse();
    server.gate("other").open();

    assertThat(other.join().body()).contains("passed other");
  }

  @Test
  void client_thatClosesAPendingJobsConnection_leavesTheJobAlone() {
    try (TestServer hasty =
        TestServer.start(TestServer.Options.standard().withBudget(Duration.ofMillis(300)))) {
      ModernClient caller = ModernClient.of(hasty, TestServer.ALICE);
      try (OpenStream stream = new OpenStream(hasty, caller.raw("tools/call", slow("g")))) {
        stream.readUntil("\"pending\"");
      }
      Tree alive = caller.call("echo", Map.of("text", "x"));

      assertThat(alive.text("result.content.0.text")).isEqualTo("x");
      assertThat(hasty.gate("g").isCancelled()).isFalse();
      hasty.gate("g").open();
    }
  }

  /** What comes while the connection is watched is the next request's, to the last byte. */
  @Test
  void request_thatIsSentBehindAnOpenOne_isAnsweredAfterIt() {
    String echo =
        client.raw(
            "tools/call", Map.of("name", "echo", "arguments", Map.of("text", "x".repeat(5_000))));
    try (OpenStream stream = new OpenStream(server, client.raw("tools/call", slow("g")))) {
      server.gate("g").awaitEntered();
      long since = System.nanoTime();
      Await.until(() -> System.nanoTime() - since > 300_000_000L); // It is being watched by now.
      stream.send(echo);
      Await.until(() -> System.nanoTime() - since > 400_000_000L);
      server.gate("g").open();

      String answers = stream.readUntil("\"text\":\"" + "x".repeat(5_000));
      assertThat(answers).containsSubsequence("passed g", "HTTP/1.1 200");
      stream.send(client.raw("server/discover", Map.of()));
      stream.readUntil("supportedVersions"); // The connection goes on.
    }
    assertThat(server.gate("g").isCancelled()).isFalse();
  }

  @Test
  void connection_isKeptAfterACallThatWasWatched() {
    try (OpenStream stream = new OpenStream(server, client.raw("tools/call", slow("g")))) {
      server.gate("g").awaitEntered();
      long since = System.nanoTime();
      Await.until(() -> System.nanoTime() - since > 300_000_000L);
      server.gate("g").open();
      stream.readUntil("passed g");
      stream.send(client.raw("server/discover", Map.of()));

      stream.readUntil("supportedVersions");
    }
  }

  private static Map<String, Object> slow(String gate) {
    return Map.of("name", "slow", "arguments", Map.of("gate", gate));
  }
}
