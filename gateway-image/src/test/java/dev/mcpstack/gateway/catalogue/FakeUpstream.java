package dev.mcpstack.gateway.catalogue;

import dev.mcpstack.contract.error.ContractError;
import dev.mcpstack.contract.error.StackException;
import dev.mcpstack.gateway.upstream.Upstream;
import dev.mcpstack.mcp.call.BrokenRequestException;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.completion.Completion;
import dev.mcpstack.mcp.completion.CompletionRequest;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.server.Changes;
import dev.mcpstack.mcp.tool.Content;
import dev.mcpstack.mcp.tool.HopFacts;
import dev.mcpstack.mcp.tool.ToolDefinition;
import dev.mcpstack.mcp.tool.ToolOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server that signs everything with its name. */
final class FakeUpstream implements Upstream {
  private final String name;
  private final Changes changes = new Changes();
  private volatile List<String> tools = List.of();
  private volatile List<String> uris = List.of();
  private volatile boolean away;
  private volatile Set<String> watched = Set.of();

  FakeUpstream(String name) {
    this.name = name;
  }

  FakeUpstream tools(String... names) {
    tools = List.of(names);
    return this;
  }

  /** Each is a resource, and {@code uri{x}} a template. */
  FakeUpstream resources(String... all) {
    uris = List.of(all);
    return this;
  }

  FakeUpstream away() {
    away = true;
    return this;
  }

  Set<String> watched() {
    return watched;
  }

  @Override
  public List<ToolDefinition> tools() {
    return tools.stream().map(tool -> HopFacts.foreign(tool, Map.of("name", tool))).toList();
  }

  @Override
  public ToolOutcome call(McpCall call, String tool, Map<String, Object> arguments) {
    return ToolOutcome.content(List.of(Content.text(name + " " + tool)));
  }

  @Override
  public List<ResourceDefinition> resources(McpCall call) {
    if (away) {
      throw new StackException(ContractError.PEER_UNAVAILABLE, name + " is away.");
    }
    return uris.stream().map(uri -> new ResourceDefinition(uri, Map.of("uri", uri))).toList();
  }

  @Override
  public List<TemplateDefinition> templates() {
    return uris.stream()
        .map(uri -> new TemplateDefinition(uri + "{x}", Map.of("uriTemplate", uri + "{x}")))
        .toList();
  }

  @Override
  public Reply read(McpCall call, String uri) {
    if (away) {
      throw new StackException(ContractError.PEER_UNAVAILABLE, name + " is away.");
    }
    if (uris.stream().noneMatch(uri::startsWith)) {
      throw BrokenRequestException.noResource(uri);
    }
    return new Reply.Complete(Map.of("by", name));
  }

  @Override
  public List<PromptDefinition> prompts() {
    return tools.stream().map(each -> new PromptDefinition(each, Map.of("name", each))).toList();
  }

  @Override
  public Reply prompt(McpCall call, String prompt, Map<String, Object> arguments) {
    return new Reply.Complete(Map.of("by", name));
  }

  @Override
  public Completion complete(McpCall call, CompletionRequest request) {
    return new Completion(List.of(name), 1);
  }

  @Override
  public Changes changes() {
    return changes;
  }

  @Override
  public void watch(Set<String> wanted) {
    watched = wanted;
  }
}
