package dev.mcpstack.gateway.tools;

import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.handle.ReleaseTool;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The tools of the servers behind, under their own names. */
public final class ForwardedTools {
  private static final Set<String> ROUTED = Set.of(WaitTool.NAME, ReleaseTool.NAME);

  private ForwardedTools() {}

  /**
   * Every tool of the server but those that the gateway routes by handle. The server's dispatcher
   * keeps the budget.
   */
  public static List<ToolEntry> of(Upstream upstream) {
    List<ToolEntry> entries = new ArrayList<>();
    for (ToolDefinition definition : upstream.tools()) {
      String name = definition.name();
      if (!ROUTED.contains(name)) {
        entries.add(
            new ToolEntry(
                definition,
                (call, arguments) -> upstream.call(call.request(), name, arguments),
                Timing.FORWARDED));
      }
    }
    return entries;
  }
}
