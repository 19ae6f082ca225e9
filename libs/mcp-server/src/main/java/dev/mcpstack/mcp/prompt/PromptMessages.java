package dev.mcpstack.mcp.prompt;

import dev.mcpstack.mcp.call.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds what getting a prompt results in. */
public final class PromptMessages {
  private PromptMessages() {}

  /** One message of the user, in text. */
  public static Reply user(String description, String text) {
    return of(description, List.of(Map.of("type", "text", "text", text)));
  }

  /** One message of the user for each block of content. */
  public static Reply of(String description, List<Map<String, Object>> blocks) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("description", description);
    result.put(
        "messages",
        blocks.stream().map(block -> Map.of("role", "user", "content", block)).toList());
    return new Reply.Complete(result);
  }
}
