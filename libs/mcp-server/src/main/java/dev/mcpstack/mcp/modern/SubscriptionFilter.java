package dev.mcpstack.mcp.modern;

import dev.mcpstack.mcp.server.Change;
import dev.mcpstack.mcp.server.Features;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes that a client wants to be told of, as far as there can be any.
 *
 * @param resources by URI
 */
record SubscriptionFilter(
    boolean tools, boolean prompts, boolean resourceList, Set<String> resources) {
  private static final int MAX_RESOURCES = 1_000;

  /** What of it the features can keep. */
  static SubscriptionFilter of(@Nullable Object asked, Features features) {
    if (!(asked instanceof Map<?, ?> wishes)) {
      throw Refusal.invalid("subscriptions/listen needs 'notifications' as an object.");
    }
    boolean hasResources = Discovery.hasResources(features);
    return new SubscriptionFilter(
        Boolean.TRUE.equals(wishes.get("toolsListChanged")),
        Discovery.hasPrompts(features) && Boolean.TRUE.equals(wishes.get("promptsListChanged")),
        hasResources && Boolean.TRUE.equals(wishes.get("resourcesListChanged")),
        hasResources ? uris(wishes.get("resourceSubscriptions")) : Set.of());
  }

  private static Set<String> uris(@Nullable Object list) {
    if (list == null) {
      return Set.of();
    }
    if (!(list instanceof List<?> all) || all.size() > MAX_RESOURCES) {
      throw malformed();
    }
    Set<String> uris = new LinkedHashSet<>();
    for (Object uri : all) {
      if (!(uri instanceof String text)) {
        throw malformed();
      }
      uris.add(text);
    }
    return uris;
  }

  private static Refusal malformed() {
    return Refusal.invalid(
        "The resourceSubscriptions are a list of at most " + MAX_RESOURCES + " URIs.");
  }

  /** Whether the client wants to know. */
  boolean wants(Change change) {
    return switch (change) {
      case Change.Tools _ -> tools;
      case Change.PromptList _ -> prompts;
      case Change.ResourceList _ -> resourceList;
      case Change.Resource resource -> resources.contains(resource.uri());
    };
  }

  /** As the protocol has it. */
  Map<String, Object> toTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    if (tools) {
      tree.put("toolsListChanged", true);
    }
    if (prompts) {
      tree.put("promptsListChanged", true);
    }
    if (resourceList) {
      tree.put("resourcesListChanged", true);
    }
    if (!resources.isEmpty()) {
      tree.put("resourceSubscriptions", List.copyOf(resources));
    }
    return tree;
  }
}
