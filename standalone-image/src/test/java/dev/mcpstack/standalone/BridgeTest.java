package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcpstack.mcp.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bridge as a desktop host runs it, before a stack in another process. */
class BridgeTest {
  private static final String QUICKSTART = Repository.path("examples/quickstart.yaml").toString();
  private static final String LONGLEY =
      "{\"source\":\"samples\",\"sql\":\"SELECT * FROM longley\",\"previewRows\":1}";

  private static final String META =
      "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}";

  @TempDir Path folder;
  private Path key = Path.of("");

  @BeforeEach
  void writeKey() throws IOException {
    key = Files.writeString(folder.resolve("key"), "bridge-key-0123456789abcdef\n");
  }

  @Test
  void conversation_goesThroughAndSurvivesARestartOfTheStack() throws Exception {
    StackProcess stack = up("0");
    URI endpoint = endpoint(stack);
    try (StackProcess bridge = bridge(endpoint, key)) {
      Pipe pipe = new Pipe(bridge);
      pipe.initialize();
      Map<?, ?> query = pipe.call("execute_query", LONGLEY);
      Map<?, ?> fit =
          pipe.call(
              "regression",
              "{\"handle\":\"%s\",\"target\":\"employed\",\"features\":[\"gnp\"]}"
                  .formatted(query.get("handle")));
      assertThat(fit.get("count")).isEqualTo(16);

      stack.signal("TERM");
      stack.close();
      stack = up(Integer.toString(endpoint.getPort()));
      endpoint(stack);
      assertThat(pipe.call("execute_query", LONGLEY).get("rows")).isEqualTo(16);

      assertThat(bridge.endInput()).isLessThan(Duration.ofSeconds(2));
      assertThat(bridge.exitCode()).isZero();
      assertThat(bridge.rest()).isEmpty();
      assertThat(bridge.errors()).contains("carries to " + endpoint).doesNotContain("bridge-key");
    } finally {
      stack.close();
    }
  }

  @Test
  void cancel_reachesTheEndpoint() throws Exception {
    try (StackProcess stack = up("0");
        StackProcess bridge = bridge(endpoint(stack), key)) {
      Pipe pipe = new Pipe(bridge);
      pipe.initialize();
      int slow =
          pipe.send(
              "tools/call",
              StdioTest.LONG_QUERY.replace("}}", "},\"_meta\":{\"progressToken\":\"p\"}}"));
      while (pipe.notifications().isEmpty()) {
        pipe.request("ping", "{}");
      }
      bridge.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}"
              .formatted(slow));
      Map<?, ?> ended = pipe.response(); // The older era answers what was cancelled.
      assertThat(ended.get("id")).isEqualTo(slow);
      assertThat(ended.toString()).contains("CALL_CANCELLED");
      assertThat(pipe.call("execute_query", LONGLEY).get("rows")).isEqualTo(16);
    }
  }

  @Test
  void withoutSessions_headersAreAdded_andACancelClosesTheStream() throws Exception {
    try (StackProcess stack = up("0")) {
      Map<?, ?> ready = (Map<?, ?>) Json.parse(stack.line().getBytes(StandardCharsets.UTF_8));
      URI endpoint = URI.create(String.valueOf(ready.get("endpoint")));
      URI metrics = URI.create(ready.get("management") + "/metrics");
      try (StackProcess bridge = bridge(endpoint, key)) {
        Pipe pipe = new Pipe(bridge);
        Map<?, ?> query =
            Pipe.result(
                pipe.request(
                    "tools/call",
                    "{\"name\":\"execute_query\",\"arguments\":" + LONGLEY + "," + META + "}"));
        assertThat(query.get("resultType")).isEqualTo("complete");
        int slow = pipe.send("tools/call", StdioTest.LONG_QUERY.replace("}}", "}," + META + "}"));
        await().until(() -> running(metrics) > 0);
        bridge.send(
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}"
                .formatted(slow));
        await().until(() -> running(metrics) == 0);
        assertThat(pipe.request("tools/list", "{" + META + "}").toString()).contains("regression");
        assertThat(bridge.endInput()).isLessThan(Duration.ofSeconds(2));
        assertThat(bridge.rest()).isEmpty();
      }
    }
  }

  private static double running(URI metrics) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith("mcpstack_tool_calls_running{"))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  @Test
  void wrongKey_isToldToTheHostAndToThePerson() throws Exception {
    Path wrong = Files.writeString(folder.resolve("wrong"), "wrong-key-0123456789abcdef");
    try (StackProcess stack = up("0");
        StackProcess bridge = bridge(endpoint(stack), wrong)) {
      bridge.send("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"tools/list\"}");
      Map<?, ?> response = new Pipe(bridge).response();
      assertThat(response.get("id")).isEqualTo("a");
      assertThat(response.toString()).contains("error", "key");
      assertThat(bridge.errors()).contains("refuses the key").doesNotContain("wrong-key");
    }
  }

  @Test
  void endpointAway_isAnsweredWithinSeconds() throws Exception {
    try (StackProcess bridge = bridge(URI.create("http://127.0.0.1:1/mcp"), key)) {
      bridge.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
      bridge.send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}");
      Map<?, ?> response = new Pipe(bridge).response();
      assertThat(response.get("id")).isEqualTo(1);
      assertThat(response.toString()).contains("can't be reached");
      assertThat(bridge.endInput()).isLessThan(Duration.ofSeconds(2));
      assertThat(bridge.exitCode()).isZero();
    }
  }

  private StackProcess up(String port) throws IOException {
    return StackProcess.start(
        folder.resolve("stack-errors"),
        "up",
        QUICKSTART,
        "--port",
        port,
        "--management-port",
        "0",
        "--json",
        "--key-file",
        key.toString());
  }

  private StackProcess bridge(URI endpoint, Path keyFile) throws IOException {
    return StackProcess.start(
        folder.resolve("bridge-errors"),
        "bridge",
        endpoint.toString(),
        "--key-file",
        keyFile.toString());
  }

  private static URI endpoint(StackProcess stack) throws IOException {
    Map<?, ?> ready = (Map<?, ?>) Json.parse(stack.line().getBytes(StandardCharsets.UTF_8));
    return URI.create(String.valueOf(ready.get("endpoint")));
  }
}
