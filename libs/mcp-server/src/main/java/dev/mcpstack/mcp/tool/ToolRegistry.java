package dev.mcpstack.mcp.tool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Tools in the order they are listed in. Immutable: a server whose tools change has a new one. */
public final class ToolRegistry {
  /** What the protocol allows. */
  private static final Pattern FOREIGN = Pattern.compile("[A-Za-z0-9_./-]{1,128}");

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
    return of(tools, NAME);
  }

  private static ToolRegistry of(List<ToolEntry> tools, Pattern allowed) {
    Map<String, ToolEntry> entries = new LinkedHashMap<>();
    for (ToolEntry tool : tools) {
      String name = tool.definition().name();
      if (!allowed.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "a tool's name is lower case with underscores, not '" + name + "'");
      }
      if (entries.put(name, tool) != null) {
        throw new IllegalArgumentException("two tools are named '" + name + "'");
      }
    }
    return new ToolRegistry(entries);
  }

  /**
   * A registry of tools that may be others', named as the protocol allows.
   *
   * @throws IllegalArgumentException when a name is malformed or used twice
   */
  public static ToolRegistry merged(List<ToolEntry> tools) {
    return of(tools, FOREIGN);
  }

  /** Whether the protocol allows the name. */
  public static boolean allows(String name) {
    return FOREIGN.matcher(name).matches();
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
