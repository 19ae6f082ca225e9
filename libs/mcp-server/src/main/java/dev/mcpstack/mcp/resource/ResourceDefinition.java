package dev.mcpstack.mcp.resource;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A resource as every era publishes it.
 *
 * @param uri its name
 * @param published the tree of a listing: uri, name, title, description, mimeType and whatever else
 *     the protocol has
 */
public record ResourceDefinition(String uri, Map<String, Object> published) {
  /** A resource of ours. */
  public static ResourceDefinition of(
      String uri, String name, String title, String description, String mimeType) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("uri", uri);
    tree.put("name", name);
    tree.put("title", title);
    tree.put("description", description);
    tree.put("mimeType", mimeType);
    return new ResourceDefinition(uri, tree);
  }
}
