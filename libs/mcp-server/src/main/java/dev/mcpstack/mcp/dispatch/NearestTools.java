package dev.mcpstack.mcp.dispatch;

import dev.mcpstack.contract.shape.Problem;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolRegistry;
import java.util.stream.Collectors;

/** What to say about a tool that isn't there. */
final class NearestTools {
  private NearestTools() {}

  static String message(String tool, ToolRegistry registry) {
    return "Unknown tool: "
        + Problem.excerpt(tool)
        + ". The tools are "
        + registry.definitions().stream()
            .map(ToolDefinition::name)
            .collect(Collectors.joining(", "))
        + ".";
  }
}
