package dev.mcpstack.gateway.upstream;

import dev.mcpstack.gateway.client.ParameterHeaders;
import dev.mcpstack.gateway.client.Server;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.tool.HopFacts;
import dev.mcpstack.mcp.tool.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what a server lists, as it is. What has no name, or breaks the protocol, is left out. */
final class Definitions {
  private static final Logger LOG = LoggerFactory.getLogger(Definitions.class);

  private Definitions() {}

  static List<RemoteTool> tools(Server server, List<Map<String, Object>> items) {
    List<RemoteTool> tools = new ArrayList<>();
    for (ToolDefinition tool :
        read("name", items, server.own() ? HopFacts::read : HopFacts::foreign)) {
      try {
        tools.add(new RemoteTool(tool, ParameterHeaders.of(tool.inputSchema())));
      } catch (IllegalArgumentException e) {
        LOG.warn("Tool {} of {} is left out: {}", tool.name(), server.source(), e.getMessage());
      }
    }
    return List.copyOf(tools);
  }

  static List<ResourceDefinition> resources(List<Map<String, Object>> items) {
    return read("uri", items, ResourceDefinition::new);
  }

  static List<TemplateDefinition> templates(List<Map<String, Object>> items) {
    return read("uriTemplate", items, TemplateDefinition::new);
  }

  static List<PromptDefinition> prompts(List<Map<String, Object>> items) {
    return read("name", items, PromptDefinition::new);
  }

  private static <T> List<T> read(
      String key, List<Map<String, Object>> items, BiFunction<String, Map<String, Object>, T> of) {
    List<T> all = new ArrayList<>();
    for (Map<String, Object> item : items) {
      if (item.get(key) instanceof String name) {
        all.add(of.apply(name, item));
      }
    }
    return List.copyOf(all);
  }
}
