package dev.mcpstack.gateway.client;

import dev.mcpstack.mcp.call.Reply;
import dev.mcpstack.mcp.tool.ToolOutcome;
import dev.mcpstack.mcp.tool.ToolOutcome.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads results without losing anything of them but what belongs to one hop. */
public final class Results {
  private static final String STRUCTURED = "structuredContent";

  private Results() {}

  /** The outcome of {@code tools/call}. */
  public static ToolOutcome outcome(Map<String, Object> result) {
    return Rounds.required(result)
        .map(ToolOutcome::inputRequired)
        .orElseGet(() -> complete(withoutHop(result)));
  }

  /** What any other request came to. */
  public static Reply reply(Map<String, Object> result) {
    return Rounds.required(result)
        .<Reply>map(Reply.Needs::new)
        .orElseGet(() -> new Reply.Complete(withoutHop(result)));
  }

  private static ToolOutcome complete(Map<String, Object> result) {
    Map<String, Object> extra = new LinkedHashMap<>(result);
    List<Map<String, Object>> content = blocks(extra.remove("content"));
    boolean failed = Boolean.TRUE.equals(extra.remove("isError"));
    Map<String, @Nullable Object> structured = Map.of();
    // What is no object, or has no keys, is passed on as it is.
    if (extra.get(STRUCTURED) instanceof Map<?, ?> facts && !facts.isEmpty()) {
      extra.remove(STRUCTURED);
      structured = tree(facts);
    }
    Status status =
        failed
            ? Status.FAILED
            : "pending".equals(structured.get("status")) ? Status.PENDING : Status.COMPLETE;
    return new ToolOutcome(status, content, structured, Optional.empty(), extra);
  }

  private static Map<String, Object> withoutHop(Map<String, Object> result) {
    Map<String, Object> passed = new LinkedHashMap<>(result);
    passed.remove("resultType");
    if (passed.get(Wire.META) instanceof Map<?, ?> meta) {
      Map<Object, Object> kept = new LinkedHashMap<>(meta);
      kept.remove(Wire.SERVER_INFO);
      if (kept.isEmpty()) {
        passed.remove(Wire.META);
      } else {
        passed.put(Wire.META, kept);
      }
    }
    return passed;
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static Map<String, @Nullable Object> tree(Map<?, ?> facts) {
    return (Map<String, @Nullable Object>) facts;
  }

  @SuppressWarnings("unchecked") // A JSON object has string keys.
  private static List<Map<String, Object>> blocks(@Nullable Object content) {
    return content instanceof List<?> list ? (List<Map<String, Object>>) list : List.of();
  }
}
