package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** The result of a tool call that needs nothing more of its client. */
final class ToolResult {
  private ToolResult() {}

  static Map<String, Object> of(ToolOutcome outcome) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("content", outcome.content());
    if (!outcome.structured().isEmpty()) {
      result.put("structuredContent", outcome.structured());
    }
    result.put("isError", outcome.status() == ToolOutcome.Status.FAILED);
    return Results.complete(result);
  }
}
