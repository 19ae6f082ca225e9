package dev.mcpstack.localdata.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.contract.principal.Principal;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.completion.CompletionRequest.Ref;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Features;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources, prompts and proposals, on both databases. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContentTest {
  private static final String TABLES = "mcpstack://sources/{source}/tables/{table}";
  private static final McpCall ALICE = by(Principal.withAllScopes("alice"));
  private static final McpCall STRANGER =
      by(new Principal("stranger", Set.of("analysis:run", "handle:use")));

  private Running running;
  private Agent agent;
  private Features features;

  @BeforeAll
  void start(@TempDir Path secrets) {
    running = Running.start(Yaml.both(secrets).text());
    agent = running.agent(Running.ALICE);
    features = running.server().features();
  }

  @AfterAll
  void stop() {
    running.close();
  }

  @Test
  void resources_fewTables_areListedBehindTheirSources() {
    List<ResourceDefinition> all = features.resources().list(ALICE);

    assertThat(all)
        .extracting(ResourceDefinition::uri)
        .startsWith(
            "mcpstack://sources/files",
            "mcpstack://sources/files/tables/main.airports",
            "mcpstack://sources/files/tables/main.flights",
            "mcpstack://sources/files/tables/main.longley",
            "mcpstack://sources/files/tables/main.weather",
            "mcpstack://sources/warehouse",
            "mcpstack://sources/warehouse/tables/archive.Gr%C3%B6%C3%9Fe%201%2F2",
            "mcpstack://sources/warehouse/tables/archive.customers")
        .contains("mcpstack://sources/warehouse/tables/sales.rich")
        .doesNotContain("mcpstack://sources/warehouse/tables/public.secrets")
        .doesNotHaveDuplicates();
    assertThat(all.getFirst().published())
        .containsEntry("name", "files")
        .containsEntry("description", "Public data of the examples")
        .containsEntry("mimeType", "text/markdown");
    assertThat(all.get(1).published())
        .containsEntry("title", "Table files.main.airports")
        .containsEntry("description", "The table airports");
    assertThat(features.resources().list(ALICE)).isEqualTo(all);
  }

  @Test
  void resources_ofASource_sayWhatTheToolsSay() {
    assertThat(read("mcpstack://sources/warehouse"))
        .isEqualTo(agent.call("describe_source", Map.of("source", "warehouse")).text());
    assertThat(read("mcpstack://sources/warehouse/tables/sales.customers"))
        .isEqualTo(
            agent
                .call("describe_table", Map.of("source", "warehouse", "table", "sales.customers"))
                .text())
        .contains("| credit | numeric(12,2) | yes |  | Limit in euros |");
    assertThat(read("mcpstack://sources/files/tables/longley")).contains("Table `main.longley`");
    assertThat(read("mcpstack://sources/warehouse/tables/archive.Gr%C3%B6%C3%9Fe%201%2F2"))
        .contains("| id | bigint |");
  }

  @Test
  void templates_areThoseOfSourcesAndTables() {
    assertThat(features.resources().templates())
        .extracting(TemplateDefinition::uriTemplate)
        .containsExactly("mcpstack://sources/{source}", TABLES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcpstack://sources/absent",
        "mcpstack://sources/files/tables/absent",
        "mcpstack://sources/warehouse/tables/public.secrets",
        "mcpstack://sources/warehouse/tables/customers",
        "mcpstack://sources/files/tables/weather'; DROP TABLE weather; --",
        "file:///etc/passwd",
      })
  void resources_unknown_areNotFound(String uri) {
    assertNotFound(ALICE, uri);
  }

  @Test
  void resources_withoutTheScope_areAsIfTheyWereNot() {
    assertThat(features.resources().list(STRANGER)).isEmpty();
    assertNotFound(STRANGER, "mcpstack://sources/files");
    assertNotFound(STRANGER, "mcpstack://sources/files/tables/longley");
    assertThat(complete(STRANGER, new Ref.Template(TABLES), "source", "").values()).isEmpty();
  }

  @Test
  void resources_manyTables_areNotListedButRead(@TempDir Path folder) throws IOException {
    StringBuilder yaml = new StringBuilder(new Yaml(folder).examples().text());
    yaml.append("  - type: Files\n    name: many\n    files:\n");
    Path file = Files.writeString(folder.resolve("one.csv"), "a,b\n1,2\n");
    for (int i = 0; i < 51; i++) {
      yaml.append("      - {table: t%02d, path: %s}\n".formatted(i, file));
    }
    try (Running many = Running.start(yaml.toString())) {
      Features those = many.server().features();
      assertThat(those.resources().list(ALICE))
          .extracting(ResourceDefinition::uri)
          .hasSize(6)
          .endsWith("mcpstack://sources/many");
      assertThat(text(those.resources().read(ALICE, "mcpstack://sources/many/tables/t50")))
          .contains("| b | BIGINT |");
      Completion tables =
          those
              .completer()
              .complete(
                  ALICE,
                  new CompletionRequest(
                      new Ref.Template(TABLES), "table", "t", Map.of("source", "many")));
      assertThat(tables.total()).isEqualTo(51);
    }
  }

  @Test
  void prompts_everyOne_isFilledInAndNamesToolsThatThereAre() {
    Map<String, Object> arguments =
        Map.of("source", "warehouse", "table", "sales.rich", "question", "How many are rich?");
    assertThat(features.prompts().list())
        .extracting(PromptDefinition::name)
        .containsExactly("explore_source", "answer_with_sql", "check_table");
    for (PromptDefinition prompt : features.prompts().list()) {
      String text = prompt(prompt.name(), arguments);
      assertThat(text)
          .contains("`warehouse`", "execute_query", "data token")
          .hasSizeLessThan(2_000);
      assertThat(text).doesNotContain("%s", "null`", "  ");
    }
    assertThat(prompt("answer_with_sql", arguments))
        .startsWith("Answer this question from data: How many are rich?");
    assertThat(prompt("answer_with_sql", Map.of("question", "What?"))).contains("list_sources");
    assertThat(prompt("explore_source", Map.of("source", "files", "goal", "50 % off")))
        .startsWith("Explore the data source `files`. It is for: 50 % off\n");
  }

  @Test
  void prompts_offArguments_areBrokenRequests() {
    assertBroken(() -> prompt("absent", Map.of()), "explore_source");
    assertBroken(() -> prompt("explore_source", Map.of()), "source");
    assertBroken(() -> prompt("explore_source", Map.of("source", " ")), "missing");
    assertBroken(() -> prompt("explore_source", Map.of("source", 1)), "must be a text");
    assertBroken(
        () -> prompt("explore_source", Map.of("source", "x".repeat(2_001))), "longer than 2000");
  }

  @Test
  void completion_sourcesTablesAndColumns_areProposedByWhatWasTyped() {
    Ref template = new Ref.Template(TABLES);
    Ref prompt = new Ref.Prompt("check_table");
    assertThat(complete(ALICE, template, "source", "").values())
        .containsExactly("files", "warehouse");
    assertThat(complete(ALICE, prompt, "source", "WARE").values()).containsExactly("warehouse");
    assertThat(complete(ALICE, template, "table", "", "source", "files").values())
        .containsExactly("airports", "flights", "longley", "weather");
    assertThat(complete(ALICE, template, "table", "cust", "source", "warehouse").values())
        .containsExactly("archive.customers", "sales.customers");
    assertThat(complete(ALICE, prompt, "table", "sales.r", "source", "warehouse").values())
        .containsExactly("sales.rich");
    assertThat(
            complete(
                    ALICE, prompt, "column", "c", "source", "warehouse", "table", "sales.customers")
                .values())
        .containsExactly("credit");
    assertThat(
            complete(ALICE, prompt, "column", "gnp", "source", "files", "table", "LONGLEY")
                .values())
        .containsExactly("gnp_deflator", "gnp");
  }

  @Test
  void completion_nothingToGoBy_proposesNothing() {
    Ref prompt = new Ref.Prompt("check_table");
    assertThat(complete(ALICE, prompt, "table", "").values()).isEmpty();
    assertThat(complete(ALICE, prompt, "table", "", "source", "absent").values()).isEmpty();
    assertThat(complete(ALICE, prompt, "column", "", "source", "files").values()).isEmpty();
    assertThat(
            complete(ALICE, prompt, "column", "", "source", "warehouse", "table", "customers")
                .values())
        .isEmpty();
    assertThat(complete(ALICE, new Ref.Prompt("explore_source"), "goal", "x").values()).isEmpty();
    assertBroken(() -> complete(ALICE, new Ref.Prompt("absent"), "source", ""), "absent");
    assertBroken(() -> complete(ALICE, new Ref.Template("a://{b}"), "source", ""), "a://{b}");
  }

  @Test
  void completion_databaseAway_waitsNoLongerThanTwoSeconds(@TempDir Path secrets) {
    Running.writeSecret(secrets, "gone-login", Database.READER, Database.PASSWORD);
    String yaml =
        new Yaml(secrets).examples().postgres("gone", "jdbc:postgresql://127.0.0.1:1/x", 2).text();
    try (Running half = Running.start(yaml)) {
      Features those = half.server().features();
      long started = System.nanoTime();
      assertThat(
              those
                  .completer()
                  .complete(
                      ALICE,
                      new CompletionRequest(
                          new Ref.Template(TABLES), "table", "", Map.of("source", "gone")))
                  .values())
          .isEmpty();
      assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(4));
      assertThat(those.resources().list(ALICE))
          .extracting(ResourceDefinition::uri)
          .hasSize(6)
          .endsWith("mcpstack://sources/gone");
    }
  }

  private static McpCall by(Principal principal) {
    return McpCall.of(principal, "test", new Cancellation());
  }

  private String read(String uri) {
    return text(features.resources().read(ALICE, uri));
  }

  private static String text(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Complete.class);
    Map<?, ?> contents =
        (Map<?, ?>)
            ((List<?>) ((Reply.Complete) reply).result().getOrDefault("contents", List.of()))
                .getFirst();
    assertThat(contents.get("mimeType")).isEqualTo("text/markdown");
    return String.valueOf(contents.get("text"));
  }

  private String prompt(String name, Map<String, Object> arguments) {
    Reply reply = features.prompts().get(ALICE, name, arguments);
    Map<?, ?> message =
        (Map<?, ?>)
            ((List<?>) ((Reply.Complete) reply).result().getOrDefault("messages", List.of()))
                .getFirst();
    assertThat(message.get("role")).isEqualTo("user");
    return message.get("content") instanceof Map<?, ?> content
        ? String.valueOf(content.get("text"))
        : "";
  }

  private Completion complete(
      McpCall call, Ref ref, String argument, String typed, String... context) {
    Map<String, String> before =
        switch (context.length) {
          case 0 -> Map.of();
          case 2 -> Map.of(context[0], context[1]);
          default -> Map.of(context[0], context[1], context[2], context[3]);
        };
    return features.completer().complete(call, new CompletionRequest(ref, argument, typed, before));
  }

  private void assertNotFound(McpCall call, String uri) {
    assertThatThrownBy(() -> features.resources().read(call, uri))
        .isInstanceOfSatisfying(
            BrokenRequestException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(BrokenRequestException.Kind.RESOURCE_NOT_FOUND);
              assertThat(e.data()).isEqualTo(Map.of("uri", uri));
              assertThat(e.safeMessage()).doesNotContain("public.secrets", "hidden-word");
            });
  }

  private static void assertBroken(Runnable request, String says) {
    assertThatThrownBy(request::run)
        .isInstanceOf(BrokenRequestException.class)
        .hasMessageContaining(says);
  }
}
