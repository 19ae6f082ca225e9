package dev.mcpstack.mcp.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A prompt as every era publishes it.
 *
 * @param name unique in its stack
 * @param published the tree of a listing
 */
public record PromptDefinition(String name, Map<String, Object> published) {
  /**
   * A value that a prompt is filled in with.
   *
   * @param required whether it can't do without
   */
  public record Argument(String name, String description, boolean required) {}

  /** A prompt of ours. */
  public static PromptDefinition of(
      String name, String title, String description, List<Argument> arguments) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", name);
    tree.put("title", title);
    tree.put("description", description);
    List<Map<String, Object>> list = new ArrayList<>();
    for (Argument argument : arguments) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", argument.name());
      entry.put("description", argument.description());
      entry.put("required", argument.required());
      list.add(entry);
    }
    tree.put("arguments", list);
    return new PromptDefinition(name, tree);
  }
}
