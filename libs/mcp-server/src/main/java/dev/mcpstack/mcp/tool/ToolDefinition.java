package dev.mcpstack.mcp.tool;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A tool as every protocol era publishes it.
 *
 * @param name unique in its stack
 * @param published the tree of a listing: name, title, description, inputSchema, outputSchema,
 *     annotations and whatever else the protocol has
 * @param effect what calling it does
 * @param scope what a principal must hold to call it
 */
public record ToolDefinition(
    String name, Map<String, Object> published, Effect effect, String scope) {

  /** A tool of ours. */
  static ToolDefinition of(
      ToolSpec<?, ?> spec, Map<String, Object> inputSchema, Map<String, Object> outputSchema) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("name", spec.name());
    tree.put("title", spec.title());
    tree.put("description", spec.description());
    tree.put("inputSchema", inputSchema);
    tree.put("outputSchema", outputSchema);
    tree.put("annotations", annotations(spec.title(), spec.effect()));
    return new ToolDefinition(spec.name(), tree, spec.effect(), spec.scope());
  }

  /** For a person. */
  public String title() {
    return published.get("title") instanceof String title ? title : name;
  }

  /** For a model. */
  public String description() {
    return published.get("description") instanceof String description ? description : "";
  }

  /** JSON Schema of the arguments. */
  public Map<String, Object> inputSchema() {
    return schema("inputSchema");
  }

  /** JSON Schema of the structured content, empty when there is none. */
  public Map<String, Object> outputSchema() {
    return schema("outputSchema");
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private Map<String, Object> schema(String key) {
    return published.get(key) instanceof Map<?, ?> schema ? (Map<String, Object>) schema : Map.of();
  }

  private static Map<String, Object> annotations(String title, Effect effect) {
    Map<String, Object> annotations = new LinkedHashMap<>();
    annotations.put("title", title);
    annotations.put("readOnlyHint", effect != Effect.ENDS_HANDLE);
    annotations.put("destructiveHint", effect == Effect.ENDS_HANDLE);
    annotations.put("idempotentHint", effect != Effect.MAKES_HANDLE);
    annotations.put("openWorldHint", false);
    return annotations;
  }
}
