package dev.mcpstack.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Resources, prompts and completion of all servers on the one endpoint. */
@ParameterizedClass
@EnumSource(Link.class)
final class GatewayContentTest {
  private static final String SOURCE = "mcpstack://sources/s";
  private static final String TABLE = SOURCE + "/tables/main.points";

  @TempDir private Path folder = Path.of("");
  @Parameter private Link link = Link.MEMORY;
  private AutoCloseable stack = () -> {};
  private AutoCloseable agent = () -> {};
  private @Nullable McpSyncClient client;

  @BeforeEach
  void start() throws IOException {
    TestStack started = new TestStack(folder, "{}", link);
    stack = started;
    Agent connected = new Agent(started.endpoint(), TestStack.ALICE);
    agent = connected;
    client = connected.client();
  }

  @AfterEach
  void close() throws Exception {
    agent.close();
    stack.close();
  }

  private McpSyncClient client() {
    return Objects.requireNonNull(client);
  }

  private String read(String uri) {
    McpSchema.ReadResourceResult read =
        client().readResource(McpSchema.ReadResourceRequest.builder(uri).build());
    return ((McpSchema.TextResourceContents) read.contents().getFirst()).text();
  }

  private List<String> completed(McpSchema.CompleteReference ref, String name, String typed) {
    return client()
        .completeCompletion(
            McpSchema.CompleteRequest.builder(
                    ref, new McpSchema.CompleteRequest.CompleteArgument(name, typed))
                .build())
        .completion()
        .values();
  }

  @Test
  void resources_areListedAndRead() {
    assertThat(client().listResources().resources())
        .extracting(McpSchema.Resource::uri)
        .contains(SOURCE, TABLE);
    assertThat(client().listResourceTemplates().resourceTemplates()).isNotEmpty();
    assertThat(read(SOURCE)).contains("points");
    assertThat(read(TABLE)).contains("name");
  }

  @Test
  void resource_thatNobodyHas_isNotFound() {
    for (String uri : List.of("mcpstack://sources/nowhere", "other://x")) {
      assertThatThrownBy(() -> read(uri))
          .isInstanceOfSatisfying(
              McpError.class, e -> assertThat(e.getJsonRpcError().code()).isEqualTo(-32002));
    }
  }

  @Test
  void resource_canBeSubscribedTo() {
    client().subscribeResource(McpSchema.SubscribeRequest.builder(TABLE).build());
    client().unsubscribeResource(McpSchema.UnsubscribeRequest.builder(TABLE).build());

    assertThat(read(TABLE)).contains("name");
  }

  @Test
  void prompts_ofAllServersAreListedAndFilledIn() {
    assertThat(client().listPrompts().prompts())
        .extracting(McpSchema.Prompt::name)
        .contains("explore_source", "compare_groups");
    McpSchema.GetPromptResult prompt =
        client()
            .getPrompt(
                McpSchema.GetPromptRequest.builder("explore_source")
                    .arguments(Map.of("source", "s"))
                    .build());
    assertThat(prompt.messages()).isNotEmpty();
  }

  @Test
  void prompt_thatIsUnknownOrLacksAnArgument_isRefused() {
    for (String name : List.of("explore_source", "nothing")) {
      assertThatThrownBy(() ->
              client()
                  .getPrompt(McpSchema.GetPromptRequest.builder(name).arguments(Map.of()).build()))
          .isInstanceOfSatisfying(
              McpError.class, e -> assertThat(e.getJsonRpcError().code()).isEqualTo(-32602));
    }
  }

  @Test
  void names_areProposedForPromptsAndTemplates() {
    String template =
        client().listResourceTemplates().resourceTemplates().stream()
            .map(McpSchema.ResourceTemplate::uriTemplate)
            .filter(each -> each.contains("{source}"))
            .findFirst()
            .orElseThrow();

    assertThat(completed(new McpSchema.PromptReference("explore_source"), "source", ""))
        .containsExactly("s");
    assertThat(completed(new McpSchema.ResourceReference(template), "source", "s"))
        .containsExactly("s");
    assertThat(completed(new McpSchema.PromptReference("compare_groups"), "handle", "")).isEmpty();
  }
}
