package dev.mcpstack.datascience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server as a whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DataScienceTest {
  private static final int LETTERS_PER_TOKEN = 4;

  /** What hosts put before a model: name, description and input schema. */
  private static final int MOST_TOKENS_READ = 1_200;

  /** All that is published, output schemas among it. */
  private static final int MOST_TOKENS = 4_000;

  private final Fixture fixture = new Fixture();

  @AfterAll
  void close() {
    fixture.close();
  }

  @Test
  void tools_list_isInOrder() {
    assertThat(fixture.alice.tools())
        .extracting(McpSchema.Tool::name)
        .containsExactly("summarize", "hypothesis_test", "regression", "wait", "release");
  }

  @Test
  void tools_definitions_areShort() throws IOException {
    long all = 0;
    long read = 0;
    for (McpSchema.Tool tool : fixture.alice.tools()) {
      all += McpJsonDefaults.getMapper().writeValueAsString(tool).length();
      read += tool.name().length() + Objects.requireNonNull(tool.description()).length();
      read += McpJsonDefaults.getMapper().writeValueAsString(tool.inputSchema()).length();
    }
    assertThat(all / LETTERS_PER_TOKEN).isLessThan(MOST_TOKENS);
    assertThat(read / LETTERS_PER_TOKEN).isLessThan(MOST_TOKENS_READ);
  }

  @ParameterizedTest
  @ValueSource(strings = {"summarize", "hypothesis_test", "regression"})
  void tools_schemas_typeEveryProperty(String name) {
    McpSchema.Tool tool =
        fixture.alice.tools().stream()
            .filter(each -> each.name().equals(name))
            .findFirst()
            .orElseThrow();
    assertTyped("input of " + name, tool.inputSchema());
    assertTyped("output of " + name, Objects.requireNonNull(tool.outputSchema()));
    assertThat(Objects.requireNonNull(tool.annotations()).readOnlyHint()).isTrue();
  }

  private static void assertTyped(String where, Object schema) {
    assertThat(schema).as(where).isInstanceOf(Map.class);
    Map<?, ?> map = (Map<?, ?>) schema;
    if (map.get("anyOf") instanceof List<?> either) {
      assertThat(either).as(where).isNotEmpty();
      either.forEach(each -> assertTyped(where, each));
      return;
    }
    assertThat(map.get("type")).as("type of " + where).isInstanceOf(String.class);
    if (map.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach((key, value) -> assertTyped(where + "." + key, value));
    }
    if (map.get("items") != null) {
      assertTyped(where + "[]", Objects.requireNonNull(map.get("items")));
    }
  }

  @Test
  void readiness_running_isReadyUntilClosed() {
    try (Fixture other = new Fixture()) {
      DataScience second = DataScience.start(Fixture.config(0, "15s"), other.context());
      assertThat(second.readiness().get("datascience")).matches(check -> check.getAsBoolean());
      second.close();
      assertThat(second.readiness().get("datascience")).matches(check -> !check.getAsBoolean());
    }
  }

  @Test
  void start_portTaken_saysSoAndWhatToDo() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> DataScience.start(Fixture.config(fixture.owner.port(), "15s"), fixture.context()))
        .withMessageContaining("the port is taken or not allowed. Choose another, or 0");
  }

  @Test
  void tools_scopes_areThoseOfAnalysesAndHandles() {
    List<String> scopes =
        fixture.science.features().tools().registry().definitions().stream()
            .map(definition -> definition.scope())
            .toList();
    assertThat(scopes)
        .containsExactly(
            "analysis:run", "analysis:run", "analysis:run", "handle:use", "handle:use");
  }
}
