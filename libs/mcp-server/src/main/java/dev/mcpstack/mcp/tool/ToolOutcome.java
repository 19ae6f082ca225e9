package dev.mcpstack.mcp.tool;

import dev.mcpstack.contract.error.ErrorReport;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to.
 *
 * @param status whether it is done, goes on under a handle, or failed
 * @param markdown for the model
 * @param structured for programs; its {@code status} is the first key
 */
public record ToolOutcome(
    Status status, String markdown, Map<String, @Nullable Object> structured) {
  /** Whether a call is done. */
  public enum Status {
    /** Done. */
    COMPLETE,
    /** It goes on; the answer names the handle to wait for. */
    PENDING,
    /** It failed as expected failures do. */
    FAILED
  }

  /** A done call. */
  public static ToolOutcome complete(String markdown, Map<String, @Nullable Object> facts) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("status", "complete");
    structured.putAll(facts);
    return new ToolOutcome(Status.COMPLETE, markdown, structured);
  }

  /** A call that goes on under a handle. */
  public static ToolOutcome pending(String tool, String handle, long elapsedMillis) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("status", "pending");
    Map<String, Object> pending = new LinkedHashMap<>();
    pending.put("handle", handle);
    pending.put("tool", tool);
    pending.put("elapsedMillis", elapsedMillis);
    structured.put("pending", pending);
    String markdown =
        "`"
            + tool
            + "` is still running after "
            + elapsedMillis / 1000
            + " s and goes on. Call `wait` with handle `"
            + handle
            + "` for its answer, or `release` with the same handle to stop it.";
    return new ToolOutcome(Status.PENDING, markdown, structured);
  }

  /** A failed call. */
  public static ToolOutcome failed(ErrorReport report) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("status", "failed");
    structured.put("error", report.toTree());
    return new ToolOutcome(Status.FAILED, report.toMarkdown(), structured);
  }
}
