package dev.mcpstack.mcp.resource;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A family of resources as every era publishes it.
 *
 * @param uriTemplate RFC 6570 template
 * @param published the tree of a listing
 */
public record TemplateDefinition(String uriTemplate, Map<String, Object> published) {
  /** A template of ours. */
  public static TemplateDefinition of(
      String uriTemplate, String name, String title, String description, String mimeType) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("uriTemplate", uriTemplate);
    tree.put("name", name);
    tree.put("title", title);
    tree.put("description", description);
    tree.put("mimeType", mimeType);
    return new TemplateDefinition(uriTemplate, tree);
  }
}
