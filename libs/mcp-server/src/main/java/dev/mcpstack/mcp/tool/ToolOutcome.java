package dev.mcpstack.mcp.tool;

import dev.mcpstack.contract.error.ErrorReport;
import dev.mcpstack.mcp.call.InputRequired;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a call came to.
 *
 * @param status whether it is done, goes on under a handle, failed, or waits for its client
 * @param content blocks for the model, as {@link Content} builds them
 * @param structured for programs, empty when there is nothing; in tools of ours its {@code status}
 *     is the first key
 * @param required what the client must answer first, with {@link Status#INPUT_REQUIRED} alone
 * @param extra further keys of the result, such as {@code _meta}, that another server gave and that
 *     are passed on as they are
 */
public record ToolOutcome(
    Status status,
    List<Map<String, Object>> content,
    Map<String, @Nullable Object> structured,
    Optional<InputRequired> required,
    Map<String, Object> extra) {
  /** An outcome without further keys. */
  public ToolOutcome(
      Status status,
      List<Map<String, Object>> content,
      Map<String, @Nullable Object> structured,
      Optional<InputRequired> required) {
    this(status, content, structured, required, Map.of());
  }

  /** Whether a call is done. */
  public enum Status {
    /** Done. */
    COMPLETE,
    /** It goes on; the answer names the handle to wait for. */
    PENDING,
    /** It failed as expected failures do. */
    FAILED,
    /** The client must answer something and call again. */
    INPUT_REQUIRED
  }

  /** A done call. */
  public static ToolOutcome complete(String markdown, Map<String, @Nullable Object> facts) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("status", "complete");
    structured.putAll(facts);
    return of(Status.COMPLETE, markdown, structured);
  }

  /** A done call without facts. */
  public static ToolOutcome content(List<Map<String, Object>> blocks) {
    return new ToolOutcome(Status.COMPLETE, blocks, Map.of(), Optional.empty());
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
    return of(Status.PENDING, markdown, structured);
  }

  /** A failed call. */
  public static ToolOutcome failed(ErrorReport report) {
    Map<String, @Nullable Object> structured = new LinkedHashMap<>();
    structured.put("status", "failed");
    structured.put("error", report.toTree());
    return of(Status.FAILED, report.toMarkdown(), structured);
  }

  /** A call that its client must answer something for. */
  public static ToolOutcome inputRequired(InputRequired required) {
    return new ToolOutcome(Status.INPUT_REQUIRED, List.of(), Map.of(), Optional.of(required));
  }

  /** An outcome of one text. */
  public static ToolOutcome of(
      Status status, String markdown, Map<String, @Nullable Object> structured) {
    return new ToolOutcome(status, List.of(Content.text(markdown)), structured, Optional.empty());
  }

  /** The texts of the content, as one. */
  public String markdown() {
    return Content.markdown(content);
  }

  /** As a result of {@code tools/call} has it, without what an era adds. Not for one that asks. */
  public Map<String, Object> toResult() {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("content", content);
    if (!structured.isEmpty()) {
      result.put("structuredContent", structured);
    }
    result.put("isError", status == Status.FAILED);
    result.putAll(extra);
    return result;
  }
}
