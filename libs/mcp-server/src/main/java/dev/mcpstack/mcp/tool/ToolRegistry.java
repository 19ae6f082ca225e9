package dev.mcpstack.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Tools in the order they are listed in. Immutable: a server whose tools change has a new one. */
public final class ToolRegistry {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  private final Map<String, ToolEntry> entries;

  private ToolRegistry(Map<String, ToolEntry> entries) {
    this.entries = entries;
  }

  /**
   * A registry of these tools.
   *
   * @throws IllegalArgumentException when a name is malformed or used twice
   */
  public static ToolRegistry of(List<ToolEntry> tools) {
    Map<String, ToolEntry> entries = new LinkedHashMap<>();
    for (ToolEntry tool : tools) {
      String name = tool.definition().name();
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a tool's name is lower case with underscores, not '" + name + "'");
      }
      if (entries.put(name, tool) != null) {
        throw new IllegalArgumentException("two tools are named '" + name + "'");
      }
    }
    return new ToolRegistry(entries);
  }

  /** The same for a server whose tools never change. */
  public static Supplier<ToolRegistry> fixed(List<ToolEntry> tools) {
    ToolRegistry registry = of(tools);
    return () -> registry;
  }

  /** In order. */
  public List<ToolDefinition> definitions() {
    return entries.values().stream().map(ToolEntry::definition).toList();
  }

  /** The tool of a name. */
  public Optional<ToolEntry> find(String name) {
    return Optional.ofNullable(entries.get(name));
  }
}
