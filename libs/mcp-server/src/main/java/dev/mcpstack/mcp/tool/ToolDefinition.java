package dev.mcpstack.mcp.tool;

import java.util.Map;

/**
 * A tool as every protocol era publishes it.
 *
 * @param inputSchema JSON Schema of the arguments
 * @param outputSchema JSON Schema of the structured content
 */
public record ToolDefinition(
    String name,
    String title,
    String description,
    Map<String, Object> inputSchema,
    Map<String, Object> outputSchema,
    Effect effect,
    String scope) {}
