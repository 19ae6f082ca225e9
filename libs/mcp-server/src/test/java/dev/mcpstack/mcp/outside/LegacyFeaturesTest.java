package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.mcp.legacy.LegacyEra;
import dev.mcpstack.mcp.server.Change;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Everything that a session offers beside tools, with the SDK's own client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LegacyFeaturesTest {
  private final RichServer server =
      new RichServer(features -> List.of(new LegacyEra(features, new byte[32])));
  private final McpSyncClient client = connect(UnaryOperator.identity());

  @AfterAll
  void end() {
    client.close();
    server.close();
  }

  private McpSyncClient connect(UnaryOperator<McpClient.SyncSpec> with) {
    McpSyncClient connected =
        with.apply(
                McpClient.sync(
                    HttpClientStreamableHttpTransport.builder(
                            "http://127.0.0.1:" + server.endpoint().getPort())
                        .endpoint("/mcp")
                        .openConnectionOnStartup(true)
                        .requestBuilder(
                            HttpRequest.newBuilder()
                                .header("Authorization", "Bearer " + RichServer.KEY))
                        .build()))
            .build();
    connected.initialize();
    return connected;
  }

  @Test
  void capabilities_tellWhatThereIs() {
    McpSchema.ServerCapabilities offered = client.getServerCapabilities();

    assertThat(offered.resources().subscribe()).isTrue();
    assertThat(offered.prompts()).isNotNull();
    assertThat(offered.completions()).isNotNull();
    assertThat(offered.logging()).isNotNull();
  }

  @Test
  void resources_thatFillPages_areAllListedOnce() {
    McpSchema.ListResourcesResult first = client.listResources(null);
    McpSchema.ListResourcesResult second = client.listResources(first.nextCursor());

    assertThat(first.resources()).hasSize(250);
    assertThat(second.resources()).hasSize(RichServer.RESOURCES - 250);
    assertThat(second.resources().getFirst().uri()).isEqualTo("number://250");
    assertThat(second.nextCursor()).isNull();
    assertThat(client.listResourceTemplates().resourceTemplates()).hasSize(1);
  }

  @Test
  void resource_isRead() {
    McpSchema.ReadResourceResult read =
        client.readResource(McpSchema.ReadResourceRequest.builder("number://7").build());

    assertThat(((McpSchema.TextResourceContents) read.contents().getFirst()).text()).isEqualTo("7");
  }

  @Test
  void resource_thatIsUnknown_hasTheErasOwnCode() {
    assertThatThrownBy(
            () -> client.readResource(McpSchema.ReadResourceRequest.builder("number://x").build()))
        .isInstanceOfSatisfying(
            McpError.class, e -> assertThat(e.getJsonRpcError().code()).isEqualTo(-32002));
  }

  @Test
  void prompt_isFilledIn() {
    McpSchema.GetPromptResult prompt =
        client.getPrompt(
            McpSchema.GetPromptRequest.builder("count").arguments(Map.of("to", "9")).build());

    assertThat(((McpSchema.TextContent) prompt.messages().getFirst().content()).text())
        .isEqualTo("Count to 9.");
    assertThat(client.listPrompts().prompts().getFirst().arguments().getFirst().required())
        .isTrue();
  }

  @Test
  void prompt_withoutARequiredArgument_isRefused() {
    assertThatThrownBy(() ->
            client.getPrompt(
                McpSchema.GetPromptRequest.builder("count").arguments(Map.of()).build()))
        .hasMessageContaining("needs the argument 'to'");
  }

  @Test
  void completion_proposesWhatBeginsAsTyped() {
    McpSchema.CompleteResult proposed =
        client.completeCompletion(
            McpSchema.CompleteRequest.builder(
                    new McpSchema.PromptReference("count"),
                    new McpSchema.CompleteRequest.CompleteArgument("to", "T"))
                .build());

    assertThat(proposed.completion().values()).containsExactly("two", "three");
    assertThat(proposed.completion().hasMore()).isFalse();
  }

  @Test
  void log_comesFromTheLevelOn() {
    List<String> heard = new CopyOnWriteArrayList<>();
    try (McpSyncClient listener =
        connect(spec -> spec.loggingConsumer(message -> heard.add(message.data().toString())))) {
      listener.callTool(McpSchema.CallToolRequest.builder("talk").arguments(Map.of()).build());
      Await.until(() -> heard.size() >= 7);
      assertThat(heard).doesNotContain("at debug").contains("at info", "at emergency");

      heard.clear();
      listener.setLoggingLevel(McpSchema.LoggingLevel.ERROR);
      listener.callTool(McpSchema.CallToolRequest.builder("talk").arguments(Map.of()).build());
      Await.until(() -> heard.size() >= 4);
      // The client hands each notice to a thread of its own, so their order here is its affair.
      assertThat(heard)
          .containsExactlyInAnyOrder("at error", "at critical", "at alert", "at emergency");
    }
  }

  @Test
  void log_isSentInTheOrderOfTheTool() {
    String answer =
        Client.begun(server.endpoint(), RichServer.KEY)
            .post(Client.request("1", "tools/call", "{\"name\": \"talk\", \"arguments\": {}}"))
            .body();

    assertThat(answer)
        .containsSubsequence(
            "at info",
            "at notice",
            "at warning",
            "at error",
            "at critical",
            "at alert",
            "at emergency",
            "said");
  }

  @Test
  void tool_thatNeedsAnswers_asksUntilItHasThem() {
    try (McpSyncClient answering =
        connect(spec ->
            spec.capabilities(McpSchema.ClientCapabilities.builder().elicitation().build())
                .elicitation(asked ->
                    new McpSchema.ElicitResult(
                        McpSchema.ElicitResult.Action.ACCEPT,
                        asked.message().contains("colour")
                            ? Map.of("colour", "red")
                            : Map.of("name", "Ada"))))) {
      McpSchema.CallToolResult greeting =
          answering.callTool(
              McpSchema.CallToolRequest.builder("greet").arguments(Map.of()).build());

      assertThat(((McpSchema.TextContent) greeting.content().getFirst()).text())
          .isEqualTo("Ada likes red");
    }
  }

  @Test
  void tool_thatNeedsWhatTheClientCannot_saysSo() {
    McpSchema.CallToolResult refused =
        client.callTool(McpSchema.CallToolRequest.builder("greet").arguments(Map.of()).build());

    assertThat(refused.isError()).isTrue();
    assertThat(refused.structuredContent().toString())
        .contains("CLIENT_INPUT_MISSING", "elicitation/create");
  }

  @Test
  void subscription_tellsOfItsResourceAlone() {
    List<String> updated = new CopyOnWriteArrayList<>();
    List<String> listed = new CopyOnWriteArrayList<>();
    try (McpSyncClient listener =
        connect(spec ->
            spec.resourcesUpdateConsumer(
                    contents -> contents.forEach(each -> updated.add(each.uri())))
                .toolsChangeConsumer(tools -> listed.add("tools")))) {
      listener.subscribeResource(McpSchema.SubscribeRequest.builder("number://1").build());
      listener.subscribeResource(McpSchema.SubscribeRequest.builder("number://2").build());
      listener.unsubscribeResource(McpSchema.UnsubscribeRequest.builder("number://2").build());

      // The stream may come up after the subscriptions.
      Await.until(() -> {
        server.changes().publish(new Change.Resource("number://2"));
        server.changes().publish(new Change.Resource("number://1"));
        server.changes().publish(new Change.Tools());
        return !updated.isEmpty() && !listed.isEmpty();
      });

      assertThat(updated).containsOnly("number://1");
    }
  }
}
