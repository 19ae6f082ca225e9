package dev.mcpstack.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcpstack.mcp.call.InputRequest;
import dev.mcpstack.mcp.call.InputRequired;
import dev.mcpstack.mcp.call.Inputs;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolOutcome.Status;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ResultsTest {
  private static final List<Map<String, Object>> BLOCKS =
      List.of(Map.of("type", "of tomorrow", "anything", List.of(1, 2)));

  @Test
  void toolResult_comesOutAsItWentIn() {
    Map<String, Object> result =
        Map.of(
            "content",
            BLOCKS,
            "structuredContent",
            Map.of("a", 1),
            "isError",
            false,
            "_meta",
            Map.of("mine", true),
            "newKey",
            "kept");

    ToolOutcome outcome = Results.outcome(result);

    assertThat(outcome.status()).isEqualTo(Status.COMPLETE);
    assertThat(outcome.toResult()).isEqualTo(result);
  }

  @Test
  void structuredContentOfAnyKind_isKept() {
    for (Object structured : List.of(List.of(1), "text", 7, Map.of())) {
      assertThat(
              Results.outcome(Map.of("content", BLOCKS, "structuredContent", structured))
                  .toResult())
          .containsEntry("structuredContent", structured);
    }
  }

  @Test
  void whatBelongsToTheHop_isDropped() {
    Map<String, Object> meta =
        Map.of("io.modelcontextprotocol/serverInfo", Map.of("name", "hidden"));

    assertThat(Results.outcome(Map.of("resultType", "complete", "_meta", meta)).toResult())
        .doesNotContainKeys("resultType", "_meta");
    assertThat(Results.reply(Map.of("resultType", "complete", "contents", List.of())))
        .isEqualTo(new Reply.Complete(Map.of("contents", List.of())));
  }

  @Test
  void status_isReadFromTheResult() {
    assertThat(Results.outcome(Map.of("isError", true)).status()).isEqualTo(Status.FAILED);
    assertThat(Results.outcome(Map.of("structuredContent", Map.of("status", "pending"))).status())
        .isEqualTo(Status.PENDING);
  }

  @Test
  void questions_goToTheClientAndItsAnswersBack() {
    Map<String, Object> result =
        Map.of(
            "resultType", "input_required",
            "inputRequests", Map.of("k", Map.of("method", "roots/list", "params", Map.of("p", 1))),
            "requestState", "sealed");
    InputRequired expected =
        new InputRequired(
            Map.of("k", new InputRequest("roots/list", Map.of("p", 1))), Optional.of("sealed"));

    assertThat(Results.outcome(result).required()).contains(expected);
    assertThat(Results.reply(result)).isEqualTo(new Reply.Needs(expected));
    assertThat(
            Rounds.with(
                new Inputs(Map.of("k", Map.of("roots", List.of())), Optional.of("sealed")),
                Map.of("name", "tool")))
        .isEqualTo(
            Map.of(
                "name", "tool",
                "inputResponses", Map.of("k", Map.of("roots", List.of())),
                "requestState", "sealed"));
  }
}
