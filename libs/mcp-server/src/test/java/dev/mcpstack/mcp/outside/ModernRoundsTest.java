package dev.mcpstack.mcp.outside;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Requests whose client must answer something first. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModernRoundsTest {
  private static final Map<String, Object> YES = Map.of("action", "accept", "content", Map.of());

  private final TestServer server = TestServer.asking();
  private final ModernClient client = able(TestServer.ALICE);

  @AfterAll
  void end() {
    server.close();
  }

  @Test
  void tool_asksAndIsAnsweredInTheNextRequest() {
    Tree asked = client.call("ask_name", Map.of()).at("result");
    Tree answered =
        client.ask(
            "tools/call",
            Map.of(
                "name", "ask_name",
                "arguments", Map.of(),
                "inputResponses", Map.of("name", YES, "more", YES)));

    assertThat(asked.text("resultType")).isEqualTo("input_required");
    assertThat(asked.text("inputRequests.name.method")).isEqualTo("elicitation/create");
    assertThat(asked.text("inputRequests.name.params.message")).isEqualTo("Who?");
    assertThat(asked.at("requestState").value()).isNull();
    assertThat(asked.at("content").value()).isNull();
    assertThat(answered.text("result.content.0.text")).isEqualTo("Hello accept");
  }

  @Test
  void tool_thatLacksItsAnswer_asksAgain() {
    Tree answer =
        client.ask(
            "tools/call", Map.of("name", "ask_name", "inputResponses", Map.of("something", YES)));

    assertThat(answer.text("result.resultType")).isEqualTo("input_required");
  }

  @Test
  void promptAndResource_askLikeTools() {
    ModernClient rooted = client.capabilities(Map.of("elicitation", Map.of(), "roots", Map.of()));

    assertThat(client.ask("prompts/get", Map.of("name", "ask")).text("result.resultType"))
        .isEqualTo("input_required");
    assertThat(
            client
                .ask("prompts/get", Map.of("name", "ask", "inputResponses", Map.of("about", YES)))
                .text("result.messages.0.content.text"))
        .isEqualTo("about accept");
    assertThat(
            rooted.ask("resources/read", Map.of("uri", "test://roots")).text("result.resultType"))
        .isEqualTo("input_required");
  }

  @Test
  void question_thatTheClientCanNotAnswer_isNotSent() {
    ModernClient unable = ModernClient.of(server, TestServer.ALICE);

    HttpResponse<String> answer = unable.post("tools/call", Map.of("name", "ask_name"));

    assertMissing(answer, Map.of("elicitation", Map.of("form", Map.of())));
  }

  @Test
  void tool_thatNeedsMoreThanTheClientCan_saysWhat() {
    assertMissing(
        client.post("tools/call", Map.of("name", "unable")), Map.of("sampling", Map.of()));
  }

  @Test
  void state_comesBackToTheTool() {
    String state = stateOf(client, "table");

    assertThat(confirm(client, "table", state).text("result.content.0.text"))
        .isEqualTo("dropping table confirmed");
  }

  @Test
  void state_thatWasChangedOrTakenElsewhere_isRefused() {
    String state = stateOf(client, "table");

    assertRefused(client, "table", state + "-TAMPERED");
    assertRefused(client, "table", "A" + state.substring(1));
    assertRefused(client, "table", "");
    assertRefused(client, "database", state);
    assertRefused(able(TestServer.BOB), "table", state);
  }

  @Test
  void inputs_thatAreMalformed_areRefused() {
    for (Map<String, Object> inputs :
        java.util.List.<Map<String, Object>>of(
            Map.of("requestState", 7), Map.of("inputResponses", "yes"))) {
      Map<String, Object> params = new java.util.HashMap<>(inputs);
      params.put("name", "confirm");

      HttpResponse<String> answer = client.post("tools/call", params);

      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(Tree.parse(answer.body()).number("error.code")).isEqualTo(-32602);
    }
  }

  private ModernClient able(String key) {
    return ModernClient.of(server, key).capabilities(Map.of("elicitation", Map.of()));
  }

  private static String stateOf(ModernClient client, String what) {
    return client.call("confirm", Map.of("what", what)).text("result.requestState");
  }

  private static void assertRefused(ModernClient client, String what, String state) {
    Tree answer = confirm(client, what, state);
    assertThat(answer.number("error.code")).isEqualTo(-32602);
    assertThat(answer.text("error.message")).contains("requestState", "without it");
  }

  private static Tree confirm(ModernClient client, String what, String state) {
    return client.ask(
        "tools/call",
        Map.of(
            "name",
            "confirm",
            "arguments",
            Map.of("what", what),
            "inputResponses",
            Map.of("sure", YES),
            "requestState",
            state));
  }

  private static void assertMissing(HttpResponse<String> answer, Map<String, Object> required) {
    assertThat(answer.statusCode()).isEqualTo(400);
    Tree body = Tree.parse(answer.body());
    assertThat(body.number("error.code")).isEqualTo(-32021);
    assertThat(body.at("error.data.requiredCapabilities").value()).isEqualTo(required);
  }
}
