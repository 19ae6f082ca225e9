package dev.mcpstack.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway must know of a tool and an agent need not: scope and effect. They travel in the
 * {@code _meta} of a server's listing and end at the gateway.
 */
public final class HopFacts {
  private static final String META = "_meta";
  private static final String SCOPE = "mcpstack.dev/scope";
  private static final String EFFECT = "mcpstack.dev/effect";

  /** What a principal must hold to call a tool that is not ours. */
  private static final String FOREIGN_SCOPE = "tools:call";

  private HopFacts() {}

  /** The tools of a server behind the gateway, with their facts. */
  public static List<ToolEntry> written(List<ToolEntry> tools) {
    return tools.stream()
        .map(tool -> new ToolEntry(written(tool.definition()), tool.invoker(), tool.timing()))
        .toList();
  }

  /** A tool that is not of this stack: what it says of itself grants nothing. */
  public static ToolDefinition foreign(String name, Map<String, Object> listed) {
    return new ToolDefinition(name, listed, Effect.MAKES_HANDLE, FOREIGN_SCOPE);
  }

  /** The tool that a server of this stack lists, without what was for the gateway alone. */
  public static ToolDefinition read(String name, Map<String, Object> listed) {
    if (!(listed.get(META) instanceof Map<?, ?> meta)) {
      return foreign(name, listed);
    }
    Map<Object, Object> rest = new LinkedHashMap<>(meta);
    String scope = rest.remove(SCOPE) instanceof String text ? text : FOREIGN_SCOPE;
    Effect effect = effect(rest.remove(EFFECT));
    Map<String, Object> published = new LinkedHashMap<>(listed);
    if (rest.isEmpty()) {
      published.remove(META);
    } else {
      published.put(META, rest);
    }
    return new ToolDefinition(name, published, effect, scope);
  }

  private static ToolDefinition written(ToolDefinition tool) {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put(SCOPE, tool.scope());
    meta.put(EFFECT, tool.effect().name().toLowerCase(Locale.ROOT));
    Map<String, Object> published = new LinkedHashMap<>(tool.published());
    published.put(META, meta);
    return new ToolDefinition(tool.name(), published, tool.effect(), tool.scope());
  }

  private static Effect effect(@Nullable Object name) {
    for (Effect effect : Effect.values()) {
      if (effect.name().toLowerCase(Locale.ROOT).equals(name)) {
        return effect;
      }
    }
    return Effect.MAKES_HANDLE;
  }
}
