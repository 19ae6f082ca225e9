package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;

/** Between our tools and the SDK's schema types. */
final class ToolWire {
  private ToolWire() {}

  static McpSchema.Tool tool(ToolDefinition definition) {
    return McpJsonDefaults.getMapper().convertValue(definition.published(), McpSchema.Tool.class);
  }

  static McpSchema.CallToolResult result(ToolOutcome outcome) {
    return McpSchema.CallToolResult.builder(
            List.of(McpSchema.TextContent.builder(outcome.markdown()).build()))
        .isError(outcome.status() == ToolOutcome.Status.FAILED)
        .structuredContent(outcome.structured())
        .build();
  }
}
