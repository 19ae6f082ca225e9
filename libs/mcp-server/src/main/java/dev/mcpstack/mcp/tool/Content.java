package dev.mcpstack.mcp.tool;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Builds blocks of content, as all eras write them. */
public final class Content {
  private Content() {}

  /** A text. */
  public static Map<String, Object> text(String text) {
    return Map.of("type", "text", "text", text);
  }

  /** A picture. */
  public static Map<String, Object> image(String mimeType, byte[] bytes) {
    return Map.of("type", "image", "mimeType", mimeType, "data", encode(bytes));
  }

  /** A sound. */
  public static Map<String, Object> audio(String mimeType, byte[] bytes) {
    return Map.of("type", "audio", "mimeType", mimeType, "data", encode(bytes));
  }

  /** The text of a resource. */
  public static Map<String, Object> resource(String uri, String mimeType, String text) {
    return Map.of(
        "type", "resource", "resource", Map.of("uri", uri, "mimeType", mimeType, "text", text));
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

  private static String encode(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
