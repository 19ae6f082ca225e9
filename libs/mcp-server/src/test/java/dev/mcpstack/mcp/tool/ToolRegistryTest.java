package dev.mcpstack.mcp.tool;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcpstack.contract.shape.Description;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mistakes in tools show when a server starts. */
class ToolRegistryTest {
  record None() {}

  record Clashing(@Description("Clashes with the status of every answer.") String status) {}

  @ParameterizedTest
  @ValueSource(strings = {"", "Upper", "with-dash", "with space", "1st", "_x"})
  void name_thatIsMalformed_isRefused(String name) {
    assertThatThrownBy(() -> ToolRegistry.of(List.of(entry(name))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lower case with underscores");
  }

  @Test
  void name_usedTwice_isRefused() {
    assertThatThrownBy(() -> ToolRegistry.of(List.of(entry("x"), entry("x"))))
        .hasMessage("two tools are named 'x'");
  }

  @Test
  void facts_withAKeyOfEveryAnswer_areRefused() {
    ToolSpec<None, Clashing> spec =
        new ToolSpec<>("x", "X", "X.", None.class, Clashing.class, Effect.READS, "any");

    assertThatThrownBy(() -> ToolEntry.of(spec, (_, _) -> ToolOutcome.complete("", Map.of())))
        .hasMessageContaining("'status' is a key of every answer");
  }

  private static ToolEntry entry(String name) {
    return ToolEntry.of(
        new ToolSpec<>(name, "X", "X.", None.class, None.class, Effect.READS, "any"),
        (_, _) -> ToolOutcome.complete("", Map.of()));
  }
}
