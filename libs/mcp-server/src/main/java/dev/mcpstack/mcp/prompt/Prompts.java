package dev.mcpstack.mcp.prompt;

import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import java.util.List;
import java.util.Map;

/** The prompts of a server. Thread-safe. */
public interface Prompts {
  /** None. */
  Prompts NONE =
      new Prompts() {
        @Override
        public List<PromptDefinition> list() {
          return List.of();
        }

        @Override
        public Reply get(McpCall call, String name, Map<String, Object> arguments) {
          throw BrokenRequestException.invalid("This server has no prompts.");
        }
      };

  /** What there is, in an order that doesn't change by itself. */
  List<PromptDefinition> list();

  /**
   * Fills one in: {@code {"description": ..., "messages": [...]}}.
   *
   * @param arguments by name, as they came
   * @throws BrokenRequestException when there is none of that name or an argument is missing
   */
  Reply get(McpCall call, String name, Map<String, Object> arguments);
}
