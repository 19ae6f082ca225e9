package dev.mcpstack.gateway.upstream;

import dev.mcpstack.gateway.client.Listing;
import dev.mcpstack.gateway.client.ServerClient;
import dev.mcpstack.mcp.call.McpCall;
import dev.mcpstack.mcp.prompt.PromptDefinition;
import dev.mcpstack.mcp.resource.ResourceDefinition;
import dev.mcpstack.mcp.resource.TemplateDefinition;
import dev.mcpstack.mcp.tool.ToolDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a server was found to offer.
 *
 * @param capabilities as it declares them
 * @param uris of its resources, when it tells of their changes; principals may see fewer
 * @param timeToLive how long this holds
 */
record Offer(
    Map<?, ?> capabilities,
    List<ToolDefinition> tools,
    Map<String, RemoteTool> byName,
    Set<String> uris,
    List<TemplateDefinition> templates,
    List<PromptDefinition> prompts,
    Duration timeToLive) {
  /** Of a server that nothing is known of. */
  static final Offer NONE =
      new Offer(Map.of(), List.of(), Map.of(), Set.of(), List.of(), List.of(), Duration.ZERO);

  /** Asks the server. */
  static Offer of(ServerClient client, McpCall call) {
    Map<String, Object> found = client.request(call, "server/discover", Map.of(), Map.of());
    Map<?, ?> capabilities =
        found.get("capabilities") instanceof Map<?, ?> declared ? declared : Map.of();
    Listing none = new Listing(List.of(), Duration.ofDays(1), true);
    Listing tools =
        capabilities.containsKey("tools") ? Listing.of(client, call, "tools/list", "tools") : none;
    Listing resources =
        tells(capabilities, "resources", "subscribe")
            ? Listing.of(client, call, "resources/list", "resources")
            : none;
    Listing templates =
        capabilities.containsKey("resources")
            ? Listing.of(client, call, "resources/templates/list", "resourceTemplates")
            : none;
    Listing prompts =
        capabilities.containsKey("prompts")
            ? Listing.of(client, call, "prompts/list", "prompts")
            : none;
    List<RemoteTool> usable = Definitions.tools(client.server(), tools.items());
    return new Offer(
        capabilities,
        usable.stream().map(RemoteTool::definition).toList(),
        usable.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    tool -> tool.definition().name(), Function.identity(), (first, _) -> first)),
        Definitions.resources(resources.items()).stream()
            .map(ResourceDefinition::uri)
            .collect(Collectors.toUnmodifiableSet()),
        Definitions.templates(templates.items()),
        Definitions.prompts(prompts.items()),
        least(tools.timeToLive(), templates.timeToLive(), prompts.timeToLive()));
  }

  Optional<RemoteTool> tool(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  boolean declares(String capability) {
    return capabilities.containsKey(capability);
  }

  /** Whether the server tells of changes of that kind. */
  boolean tells(String capability, String flag) {
    return tells(capabilities, capability, flag);
  }

  private static boolean tells(Map<?, ?> capabilities, String capability, String flag) {
    @Nullable Object declared = capabilities.get(capability);
    return declared instanceof Map<?, ?> flags && Boolean.TRUE.equals(flags.get(flag));
  }

  private static Duration least(Duration a, Duration b, Duration c) {
    Duration least = a.compareTo(b) < 0 ? a : b;
    return least.compareTo(c) < 0 ? least : c;
  }
}
