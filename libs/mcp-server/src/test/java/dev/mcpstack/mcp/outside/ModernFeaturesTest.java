package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools, resources, prompts and completions without a session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModernFeaturesTest {
  private final TestServer server = TestServer.asking();
  private final ModernClient client = ModernClient.of(server, TestServer.ALICE);

  @AfterAll
  void end() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"tools/list", "prompts/list", "resources/list", "resources/templates/list"})
  void list_saysHowLongItMayBeKept(String method) {
    Tree result = client.ask(method, Map.of()).at("result");

    assertThat(result.text("resultType")).isEqualTo("complete");
    assertThat(result.number("ttlMs")).isEqualTo(30_000);
    assertThat(result.text("cacheScope")).isEqualTo("private");
  }

  @Test
  void resources_comeInPagesWithoutGap() {
    Set<String> uris = new HashSet<>();
    Tree page = client.ask("resources/list", Map.of()).at("result");
    int pages = 1;
    while (page.at("nextCursor").value() instanceof String cursor) {
      collect(page, uris);
      page = client.ask("resources/list", Map.of("cursor", cursor)).at("result");
      pages++;
    }
    collect(page, uris);

    assertThat(pages).isEqualTo(3);
    assertThat(uris).hasSize(TestFeatures.RESOURCES);
  }

  @Test
  void cursor_ofAnotherList_isRefused() {
    String cursor = client.ask("resources/list", Map.of()).text("result.nextCursor");

    Tree answer = client.ask("tools/list", Map.of("cursor", cursor));

    assertThat(answer.number("error.code")).isEqualTo(-32602);
  }

  @Test
  void call_isAnsweredPlainly() {
    HttpResponse<String> answer =
        client.post("tools/call", Map.of("name", "add", "arguments", Map.of("a", 1, "b", 2)));

    Tree result = Tree.parse(answer.body()).at("result");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(result.text("resultType")).isEqualTo("complete");
    assertThat(result.number("structuredContent.total")).isEqualTo(3);
    assertThat(result.at("isError").value()).isEqualTo(false);
    assertThat(result.at("ttlMs").value()).isNull();
  }

  @Test
  void call_thatFails_isAResult() {
    Tree result = client.call("refuse", Map.of()).at("result");

    assertThat(result.text("resultType")).isEqualTo("complete");
    assertThat(result.at("isError").value()).isEqualTo(true);
    assertThat(result.text("structuredContent.error.code")).isEqualTo("SPOOL_FULL");
  }

  @Test
  void call_ofNoTool_isAnErrorThatNamesTheTools() {
    Tree answer = client.call("nowhere", Map.of());

    assertThat(answer.number("error.code")).isEqualTo(-32602);
    assertThat(answer.text("error.message")).contains("Unknown tool", "echo");
  }

  @Test
  void call_withoutTheScope_isRefusedByTheTool() {
    Tree answer = ModernClient.of(server, TestServer.CAROL).call("guarded", Map.of());

    assertThat(answer.text("result.structuredContent.error.code")).isEqualTo("SCOPE_MISSING");
  }

  @Test
  void call_whoseAnswerIsTooLarge_saysSo() {
    Tree answer = client.call("huge", Map.of("length", 1_000_000));

    assertThat(answer.text("result.structuredContent.error.code")).isEqualTo("RESULT_TOO_LARGE");
  }

  @Test
  void resource_isReadAndNotKept() {
    Tree result = client.ask("resources/read", Map.of("uri", "test://5")).at("result");

    assertThat(result.text("contents.0.text")).isEqualTo("number 5");
    assertThat(result.number("ttlMs")).isZero();
    assertThat(result.text("cacheScope")).isEqualTo("private");
  }

  @Test
  void resource_thatIsNone_isAnErrorWithItsUri() {
    Tree answer = client.ask("resources/read", Map.of("uri", "file:///etc/passwd"));

    assertThat(answer.number("error.code")).isEqualTo(-32602);
    assertThat(answer.at("error.data").value()).isEqualTo(Map.of("uri", "file:///etc/passwd"));
  }

  @Test
  void resource_thatIsTooLarge_isAnError() {
    Tree answer = client.ask("resources/read", Map.of("uri", "test://huge"));

    assertThat(answer.number("error.code")).isEqualTo(-32603);
    assertThat(answer.text("error.message")).contains("the most that is sent is 65536");
  }

  @Test
  void prompt_isFilledIn() {
    Tree answer =
        client.ask("prompts/get", Map.of("name", "greet", "arguments", Map.of("who", "Ada")));

    assertThat(answer.text("result.messages.0.content.text")).isEqualTo("Hello Ada");
    assertThat(client.ask("prompts/get", Map.of("name", "greet")).number("error.code"))
        .isEqualTo(-32602);
  }

  @Test
  void argument_isCompleted() {
    Tree answer =
        client.ask(
            "completion/complete",
            Map.of(
                "ref", Map.of("type", "ref/prompt", "name", "greet"),
                "argument", Map.of("name", "who", "value", "bl")));

    assertThat(answer.at("result.completion").value())
        .isEqualTo(Map.of("values", List.of("blue", "black"), "total", 2, "hasMore", false));
  }

  @Test
  void parameters_thatAreOff_areRefused() {
    List<Tree> answers =
        List.of(
            client.ask("tools/call", Map.of()),
            client.ask("tools/call", Map.of("name", "echo", "arguments", List.of())),
            client.ask("resources/read", Map.of("uri", 7)),
            client.ask("completion/complete", Map.of()),
            client.ask("completion/complete", Map.of("argument", Map.of("name", "x", "value", ""))),
            client.ask("tools/list", Map.of("cursor", 7)));

    assertThat(answers)
        .allSatisfy(answer -> assertThat(answer.number("error.code")).isEqualTo(-32602));
  }

  @Test
  void trace_ofTheRequest_reachesTheTool() {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-00f067aa0ba902b7-01";

    Tree answer = client.meta("traceparent", parent).call("trace", Map.of());

    assertThat(answer.text("result.content.0.text")).contains(parent);
  }

  private static void collect(Tree page, Set<String> uris) {
    for (int i = 0; i < page.at("resources").size(); i++) {
      assertThat(uris.add(page.text("resources." + i + ".uri"))).isTrue();
    }
  }
}
