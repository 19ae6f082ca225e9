package dev.mcpstack.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stack over standard input and output, as a desktop host runs it. */
class StdioTest {
  private static final String QUICKSTART = Repository.path("examples/quickstart.yaml").toString();
  private static final String LONGLEY =
      "{\"source\":\"samples\",\"sql\":\"SELECT * FROM longley\",\"previewRows\":1}";

  /** Eight times ten to the twelfth rows. */
  static final String LONG_QUERY =
      "{\"name\":\"execute_query\",\"arguments\":{\"source\":\"samples\",\"sql\":\"SELECT sum(a.delay * b.distance + c.delay) AS endless FROM flights a CROSS JOIN flights b CROSS JOIN flights c\"}}";

  @TempDir Path folder;

  @Test
  void conversation_fromListToRegression_isLinesOfJsonAlone() throws Exception {
    try (StackProcess stack = up()) {
      Pipe pipe = new Pipe(stack);
      Map<?, ?> server = pipe.initialize();
      assertThat(server.get("protocolVersion")).isEqualTo("2025-11-25");
      assertThat(Pipe.result(pipe.request("tools/list", "{}")).toString()).contains("regression");

      Map<?, ?> query = pipe.call("execute_query", LONGLEY);
      Map<?, ?> fit =
          pipe.call(
              "regression",
              "{\"handle\":\"%s\",\"target\":\"employed\",\"features\":[\"gnp_deflator\",\"gnp\",\"unemployed\",\"armed_forces\",\"population\",\"year\"]}"
                  .formatted(query.get("handle")));
      assertThat((Double) fit.get("rSquared")).isCloseTo(0.995479004577296, within(1e-12));

      assertThat(stack.endInput()).isLessThan(Duration.ofSeconds(2));
      assertThat(stack.exitCode()).isZero();
      assertThat(stack.rest()).isEmpty();
      assertThat(stack.errors()).contains("ready on standard input and output", "samples");
    }
  }

  @Test
  void cancelledCall_isAnsweredNoMore_andTheNextIs() throws Exception {
    try (StackProcess stack = up()) {
      Pipe pipe = new Pipe(stack);
      pipe.initialize();
      int slow =
          pipe.send(
              "tools/call", LONG_QUERY.replace("}}", "},\"_meta\":{\"progressToken\":\"p\"}}"));
      while (pipe.notifications().isEmpty()) {
        pipe.request("ping", "{}"); // Its first heartbeat says that it runs.
      }
      stack.send(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":%d}}"
              .formatted(slow));
      assertThat(pipe.call("execute_query", LONGLEY).get("rows")).isEqualTo(16);
      assertThat(pipe.notifications().getFirst().get("method")).isEqualTo("notifications/progress");

      assertThat(stack.endInput()).isLessThan(Duration.ofSeconds(2));
      assertThat(stack.rest()).isEmpty();
    }
  }

  @Test
  void endOfInput_whileACallRuns_endsTheProcess() throws Exception {
    try (StackProcess stack = up()) {
      Pipe pipe = new Pipe(stack);
      pipe.initialize();
      pipe.send("tools/call", LONG_QUERY);
      pipe.request("ping", "{}");
      assertThat(stack.endInput()).isLessThan(Duration.ofSeconds(3));
      assertThat(stack.exitCode()).isZero();
    }
  }

  @Test
  void linesThatAreNoMessages_areRefusedAndTheRestGoesOn() throws Exception {
    try (StackProcess stack = up()) {
      Pipe pipe = new Pipe(stack);
      stack.send("");
      stack.send("hello");
      assertThat(pipe.response().toString()).contains("-32700", "not valid JSON");
      stack.send("[]");
      assertThat(pipe.response().toString()).contains("-32600");
      stack.send(
          "{\"jsonrpc\":\"2.0\",\"id\":\"" + "x".repeat(5 << 20) + "\",\"method\":\"ping\"}");
      assertThat(pipe.response().toString()).contains("-32600", "larger than");
      assertThat(pipe.request("tools/list", "{}").toString()).contains("initialize");
      pipe.initialize();
      assertThat(Pipe.result(pipe.request("ping", "{}"))).isEmpty();
      assertThat(stack.signal("TERM")).isLessThan(Duration.ofSeconds(2));
      assertThat(stack.exitCode()).isZero();
      assertThat(stack.rest()).isEmpty();
    }
  }

  @Test
  void sdkClient_overStdio_findsWhatHttpHas() {
    List<String> command = StackProcess.command("up", QUICKSTART, "--stdio");
    StdioClientTransport transport =
        new StdioClientTransport(
            ServerParameters.builder(command.getFirst())
                .args(command.subList(1, command.size()))
                .build(),
            McpJsonDefaults.getMapper());
    try (McpSyncClient client =
        McpClient.sync(transport)
            .initializationTimeout(Duration.ofSeconds(60))
            .requestTimeout(Duration.ofSeconds(60))
            .build()) {
      client.initialize();
      assertThat(client.listTools().tools())
          .extracting(McpSchema.Tool::name)
          .contains("execute_query", "regression", "wait");
      McpSchema.CallToolResult sources =
          client.callTool(
              McpSchema.CallToolRequest.builder("list_sources").arguments(Map.of()).build());
      assertThat(sources.isError()).isNotEqualTo(true);
      assertThat(String.valueOf(sources.structuredContent())).contains("samples");
    }
  }

  private StackProcess up() throws IOException {
    return StackProcess.start(folder.resolve("errors"), "up", QUICKSTART, "--stdio");
  }
}
