package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolRegistry;
import java.util.stream.Collectors;

/** What to say about a tool that isn't there. */
final class NearestTools {
  private static final int EXCERPT = 64;

  private NearestTools() {}

  static String message(String tool, ToolRegistry registry) {
    String excerpt = tool.length() <= EXCERPT ? tool : tool.substring(0, EXCERPT) + "…";
    return "Unknown tool: '"
        + excerpt
        + "'. The tools are "
        + registry.definitions().stream()
            .map(ToolDefinition::name)
            .collect(Collectors.joining(", "))
        + ".";
  }
}
