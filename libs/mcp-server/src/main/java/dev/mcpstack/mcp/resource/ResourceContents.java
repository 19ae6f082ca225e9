package dev.mcpstack.mcp.resource;

import dev.mcpstack.mcp.call.Reply;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds what reading a resource results in. */
public final class ResourceContents {
  private ResourceContents() {}

  /** A text. */
  public static Reply text(String uri, String mimeType, String text) {
    return one(uri, mimeType, "text", text);
  }

  /** Bytes. */
  public static Reply blob(String uri, String mimeType, byte[] bytes) {
    return one(uri, mimeType, "blob", Base64.getEncoder().encodeToString(bytes));
  }

  private static Reply one(String uri, String mimeType, String key, String value) {
    Map<String, Object> contents = new LinkedHashMap<>();
    contents.put("uri", uri);
    contents.put("mimeType", mimeType);
    contents.put(key, value);
    return new Reply.Complete(Map.of("contents", List.of(contents)));
  }
}
