package dev.mcpstack.mcp.modern;

import dev.mcpstack.contract.data.ContractVersions;
import dev.mcpstack.mcp.completion.Completer;
import dev.mcpstack.mcp.prompt.Prompts;
import dev.mcpstack.mcp.resource.Resources;
import dev.mcpstack.mcp.server.Features;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server tells of itself before anything else. */
final class Discovery {
  static final String METHOD = "server/discover";

  private Discovery() {}

  static Map<String, Object> result(Features features, List<String> versions) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("supportedVersions", versions);
    result.put("capabilities", capabilities(features));
    if (!features.identity().instructions().isEmpty()) {
      result.put("instructions", features.identity().instructions());
    }
    result.put(MetaKeys.META, Map.of(ContractVersions.KEY, ContractVersions.CURRENT.toTree()));
    return result;
  }

  /** Whether there are resources. */
  static boolean hasResources(Features features) {
    return !features.resources().equals(Resources.NONE);
  }

  /** Whether there are prompts. */
  static boolean hasPrompts(Features features) {
    return !features.prompts().equals(Prompts.NONE);
  }

  /** Whether arguments are completed. */
  static boolean completes(Features features) {
    return !features.completer().equals(Completer.NONE);
  }

  private static Map<String, Object> capabilities(Features features) {
    Map<String, Object> capabilities = new LinkedHashMap<>();
    capabilities.put("tools", Map.of("listChanged", true));
    if (hasResources(features)) {
      capabilities.put("resources", Map.of("subscribe", true, "listChanged", true));
    }
    if (hasPrompts(features)) {
      capabilities.put("prompts", Map.of("listChanged", true));
    }
    if (completes(features)) {
      capabilities.put("completions", Map.of());
    }
    capabilities.put("logging", Map.of());
    return capabilities;
  }
}
