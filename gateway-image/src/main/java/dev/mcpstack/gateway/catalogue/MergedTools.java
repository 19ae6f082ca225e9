package dev.mcpstack.gateway.catalogue;

import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.handle.ReleaseTool;
import dev.mcpstack.mcp.handle.WaitTool;
import dev.mcpstack.mcp.tool.Timing;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolEntry;
import dev.mcpstack.mcp.tool.ToolRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tools of all servers under their own names, and the gateway's own. */
final class MergedTools {
  /** Every server of ours has them; the gateway's go to whoever owns the handle. */
  private static final Set<String> ROUTED = Set.of(WaitTool.NAME, ReleaseTool.NAME);

  private final Map<String, Upstream> upstreams;
  private final Map<String, ToolEntry> own = new LinkedHashMap<>();
  private final Conflicts conflicts;
  private volatile ToolRegistry registry = ToolRegistry.of(List.of());

  MergedTools(Map<String, Upstream> upstreams, List<ToolEntry> own, Conflicts conflicts) {
    this.upstreams = upstreams;
    own.forEach(tool -> this.own.put(tool.definition().name(), tool));
    this.conflicts = conflicts;
  }

  ToolRegistry registry() {
    return registry;
  }

  /** Takes the lists anew. One at a time, or an older one could come last. */
  synchronized void rebuild() {
    Map<String, ToolEntry> merged = new LinkedHashMap<>();
    upstreams.forEach((server, upstream) -> {
      for (ToolDefinition tool : upstream.tools()) {
        add(merged, server, upstream, tool);
      }
    });
    List<ToolEntry> all = new ArrayList<>(merged.values());
    all.addAll(own.values());
    registry = ToolRegistry.merged(all);
  }

  private void add(
      Map<String, ToolEntry> merged, String server, Upstream upstream, ToolDefinition tool) {
    String name = tool.name();
    if (ROUTED.contains(name)) {
      return;
    }
    if (!ToolRegistry.allows(name)) {
      conflicts.leftOut("tool", name, server, "the protocol allows no such name");
    } else if (own.containsKey(name) || merged.containsKey(name)) {
      conflicts.leftOut("tool", name, server, "the name is taken");
    } else {
      merged.put(name, forwarded(upstream, tool));
    }
  }

  /** The server's dispatcher keeps the budget. */
  private static ToolEntry forwarded(Upstream upstream, ToolDefinition tool) {
    return new ToolEntry(
        tool,
        (call, arguments) -> upstream.call(call.request(), tool.name(), arguments),
        Timing.FORWARDED);
  }
}
