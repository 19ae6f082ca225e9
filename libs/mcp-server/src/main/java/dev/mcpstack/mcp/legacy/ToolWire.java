package dev.mcpstack.mcp.legacy;

import dev.mcpstack.mcp.tool.Effect;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;

/** Between our tools and the SDK's schema types. */
final class ToolWire {
  private ToolWire() {}

  static McpSchema.Tool tool(ToolDefinition definition) {
    return McpSchema.Tool.builder(definition.name(), definition.inputSchema())
        .title(definition.title())
        .description(definition.description())
        .outputSchema(definition.outputSchema())
        .annotations(annotations(definition))
        .build();
  }

  static McpSchema.CallToolResult result(ToolOutcome outcome) {
    return McpSchema.CallToolResult.builder(
            List.of(McpSchema.TextContent.builder(outcome.markdown()).build()))
        .isError(outcome.status() == ToolOutcome.Status.FAILED)
        .structuredContent(outcome.structured())
        .build();
  }

  private static McpSchema.ToolAnnotations annotations(ToolDefinition definition) {
    Effect effect = definition.effect();
    return McpSchema.ToolAnnotations.builder()
        .title(definition.title())
        .readOnlyHint(effect != Effect.ENDS_HANDLE)
        .destructiveHint(effect == Effect.ENDS_HANDLE)
        .idempotentHint(effect != Effect.MAKES_HANDLE)
        .openWorldHint(false)
        .build();
  }
}
