package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The SDK's own client, which checks every structured answer against the output schema. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SdkClientTest {
  private final TestServer server =
      TestServer.start(TestServer.Options.standard().withBudget(Duration.ofSeconds(1)));
  private final List<McpSchema.ProgressNotification> progress = new CopyOnWriteArrayList<>();
  private final McpSyncClient client = connect(TestServer.ALICE);

  @AfterAll
  void end() {
    client.close();
    server.close();
  }

  private McpSyncClient connect(String key) {
    McpSyncClient connected =
        McpClient.sync(
                HttpClientStreamableHttpTransport.builder(
                        "http://127.0.0.1:" + server.endpoint().getPort())
                    .endpoint("/mcp")
                    .requestBuilder(
                        HttpRequest.newBuilder().header("Authorization", "Bearer " + key))
                    .build())
            .progressConsumer(progress::add)
            .enableCallToolSchemaCaching(true)
            .build();
    McpSchema.InitializeResult hello = connected.initialize();
    assertThat(hello.protocolVersion()).isEqualTo("2025-11-25");
    return connected;
  }

  @Test
  void initialize_tellsWhoWeAre() {
    assertThat(client.getServerInfo().name()).isEqualTo("test");
    assertThat(client.getServerInstructions()).isEqualTo("Call echo.");
    assertThat(client.getServerCapabilities().tools()).isNotNull();
    assertThat(client.getServerCapabilities().resources().subscribe()).isTrue();
  }

  @Test
  void initialize_withoutAKey_fails() {
    assertThatThrownBy(() -> connect("wrong-0123456789abcdef"))
        .hasStackTraceContaining("Authorization error");
  }

  @Test
  void list_isInTheRegistrysOrderEveryTime() {
    List<String> names = client.listTools().tools().stream().map(McpSchema.Tool::name).toList();

    assertThat(names)
        .containsExactly(
            "echo",
            "add",
            "slow",
            "refuse",
            "break_down",
            "overflow",
            "huge",
            "guarded",
            "shapes",
            "report",
            "wait",
            "release");
    assertThat(client.listTools().tools().stream().map(McpSchema.Tool::name).toList())
        .isEqualTo(names);
  }

  @Test
  void call_isAnsweredUnderTheOutputSchema() {
    McpSchema.CallToolResult sum = call("add", Map.of("a", 2, "b", 3));

    assertThat(sum.isError()).isFalse();
    assertThat(sum.structuredContent()).isEqualTo(Map.of("status", "complete", "total", 5));
    assertThat(text(sum)).isEqualTo("The total is 5.");
  }

  @Test
  void call_withNullsAndAnyValues_fitsTheOutputSchema() {
    McpSchema.CallToolResult shapes =
        call(
            "shapes",
            Map.of("any", 1, "rows", List.of(List.of(1, "x", true, 0.5)), "map", Map.of("k", 1)));

    assertThat(shapes.isError()).isFalse();
  }

  @Test
  void call_thatFails_fitsTheOutputSchema() {
    assertThat(structured(call("refuse", Map.of()), "status")).isEqualTo("failed");
    assertThat(structured(call("break_down", Map.of()), "status")).isEqualTo("failed");
    assertThat(structured(call("add", Map.of("a", 5_000)), "status")).isEqualTo("failed");
    assertThat(structured(call("huge", Map.of("length", 500_000)), "status")).isEqualTo("failed");
    assertThat(call("refuse", Map.of()).isError()).isTrue();
  }

  @Test
  void call_ofAnUnknownTool_isAnErrorOfTheProtocol() {
    assertThatThrownBy(() -> call("nothing", Map.of()))
        .isInstanceOf(McpError.class)
        .hasMessageContaining("Unknown tool");
  }

  @Test
  void call_pastTheBudget_isPendingAndWaitedForWithTheClientsDefaults() {
    McpSchema.CallToolResult pending = call("slow", Map.of("gate", "long"));
    assertThat(structured(pending, "status")).isEqualTo("pending");
    assertThat(pending.isError()).isFalse();
    Map<?, ?> parts = (Map<?, ?>) structured(pending, "pending");
    Map<String, Object> handle = Map.of("handle", String.valueOf(parts.get("handle")));

    assertThat(structured(call("wait", handle), "status")).isEqualTo("pending");
    server.gate("long").open();
    Await.until(() -> structured(call("wait", handle), "status").equals("complete"));
    assertThat(text(call("wait", handle))).isEqualTo("passed long");
    assertThat(structured(call("release", handle), "kind")).isEqualTo("job");
    assertThat(structured(call("wait", handle), "status")).isEqualTo("failed");
  }

  @Test
  void call_withAProgressToken_reports() {
    // Not on the common pool, which has one thread on two processors, and the SDK uses it.
    CompletableFuture<McpSchema.CallToolResult> answer =
        CompletableFuture.supplyAsync(
            () ->
                client.callTool(
                    McpSchema.CallToolRequest.builder("report")
                        .arguments(Map.of("gate", "p"))
                        .progressToken("mine")
                        .build()),
            Thread::startVirtualThread);
    server.gate("p").awaitEntered();
    Await.until(() -> !progress.isEmpty());
    server.gate("p").open();

    assertThat(text(answer.join())).isEqualTo("passed p");
    assertThat(progress.getFirst().progressToken()).isEqualTo("mine");
    assertThat(progress.getFirst().message()).isEqualTo("started, 0 s");
  }

  @Test
  void ping_isAnswered() {
    assertThat(client.ping()).isEqualTo(Map.of());
  }

  private McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) {
    return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
  }

  private static String text(McpSchema.CallToolResult result) {
    return ((McpSchema.TextContent) result.content().getFirst()).text();
  }

  private static Object structured(McpSchema.CallToolResult result, String key) {
    Object value = ((Map<?, ?>) result.structuredContent()).get(key);
    return value == null ? "" : value;
  }
}
