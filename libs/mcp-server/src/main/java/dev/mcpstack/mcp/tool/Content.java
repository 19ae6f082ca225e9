package dev.mcpstack.mcp.tool;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds blocks of content, as all eras write them. */
public final class Content {
  private Content() {}

  /** A text. */
  public static Map<String, Object> text(String text) {
    return block("text", "text", text);
  }

  /** A picture. */
  public static Map<String, Object> image(String mimeType, byte[] bytes) {
    return media("image", mimeType, bytes);
  }

  /** A sound. */
  public static Map<String, Object> audio(String mimeType, byte[] bytes) {
    return media("audio", mimeType, bytes);
  }

  /** The text of a resource. */
  public static Map<String, Object> resource(String uri, String mimeType, String text) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("uri", uri);
    resource.put("mimeType", mimeType);
    resource.put("text", text);
    return block("resource", "resource", resource);
  }

  /** The texts among the blocks, as one. */
  static String markdown(List<Map<String, Object>> blocks) {
    StringBuilder all = new StringBuilder();
    for (Map<String, Object> block : blocks) {
      if ("text".equals(block.get("type"))) {
        if (!all.isEmpty()) {
          all.append("\n\n");
        }
        all.append(block.get("text"));
      }
    }
    return all.toString();
  }

  private static Map<String, Object> media(String type, String mimeType, byte[] bytes) {
    Map<String, Object> block = block(type, "mimeType", mimeType);
    block.put("data", Base64.getEncoder().encodeToString(bytes));
    return block;
  }

  /** In a stable order, so that equal answers are equal bytes. */
  private static Map<String, Object> block(String type, String key, Object value) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", type);
    block.put(key, value);
    return block;
  }
}
