package dev.mcpstack.gateway.upstream;

import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.server.Features;
import dev.mcpstack.mcp.tool.HopFacts;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.List;
import java.util.Map;

/** A server of the same process. */
record InProcessUpstream(Features features) implements Upstream {
  @Override
  public List<ToolDefinition> tools() {
    return features.tools().registry().definitions().stream()
        .map(tool -> HopFacts.read(tool.name(), tool.published()))
        .toList();
  }

  @Override
  public ToolOutcome call(McpCall call, String tool, Map<String, Object> arguments) {
    return features.tools().call(call, tool, arguments);
  }

  @Override
  public List<ResourceDefinition> resources(McpCall call) {
    return features.resources().list(call);
  }

  @Override
  public List<TemplateDefinition> templates() {
    return features.resources().templates();
  }

  @Override
  public Reply read(McpCall call, String uri) {
    return features.resources().read(call, uri);
  }

  @Override
  public List<PromptDefinition> prompts() {
    return features.prompts().list();
  }

  @Override
  public Reply prompt(McpCall call, String name, Map<String, Object> arguments) {
    return features.prompts().get(call, name, arguments);
  }

  @Override
  public Completion complete(McpCall call, CompletionRequest request) {
    return features.completer().complete(call, request);
  }

  @Override
  public Changes changes() {
    return features.changes();
  }
}
