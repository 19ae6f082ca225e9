package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.call.Cancellation;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.server.Features;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the prompts say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PromptsTest {
  private static final McpCall CALL = McpCall.of(Fixture.ALICE, "test", new Cancellation());

  private static final Map<String, Object> ARGUMENTS =
      Map.of(
          "rows", "rows_abc",
          "measure", "temp_max",
          "group", "location",
          "target", "employed",
          "features", "gnp, year");

  private final Fixture fixture = new Fixture();
  private final Features features = fixture.science.features();

  @AfterAll
  void close() {
    fixture.close();
  }

  @Test
  void prompts_everyOne_goesByTokenAndIsShort() {
    assertThat(features.prompts().list())
        .extracting(PromptDefinition::name)
        .containsExactly("compare_groups", "model_target", "check_regression");
    for (PromptDefinition prompt : features.prompts().list()) {
      assertThat(text(prompt.name(), ARGUMENTS))
          .contains("Rows: rows_abc\n", "data token", "execute_query", "summarize")
          .doesNotContain("%s", "$s", "  ")
          .hasSizeLessThan(2_000);
    }
  }

  @Test
  void prompts_nameTheirColumns() {
    assertThat(text("compare_groups", ARGUMENTS))
        .startsWith("Compare `temp_max` between the two groups of `location`.");
    assertThat(text("model_target", ARGUMENTS)).contains("\nFeatures: gnp, year\n");
    assertThat(text("model_target", Map.of("rows", "all of samples.longley", "target", "employed")))
        .contains("\nFeatures: choose those");
    assertThat(text("check_regression", ARGUMENTS))
        .startsWith("Check the regression of `employed`");
  }

  @Test
  void prompts_argumentMissing_isABrokenRequest() {
    assertThatThrownBy(() -> text("compare_groups", Map.of("rows", "rows_abc")))
        .isInstanceOf(BrokenRequestException.class)
        .hasMessageContaining("measure");
  }

  private String text(String name, Map<String, Object> arguments) {
    Reply reply = features.prompts().get(CALL, name, arguments);
    Map<?, ?> message =
        (Map<?, ?>)
            ((List<?>) ((Reply.Complete) reply).result().getOrDefault("messages", List.of()))
                .getFirst();
    return message.get("content") instanceof Map<?, ?> content
        ? String.valueOf(content.get("text"))
        : "";
  }
}
