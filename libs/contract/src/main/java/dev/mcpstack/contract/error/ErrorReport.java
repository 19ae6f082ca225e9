package dev.mcpstack.contract.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A failure as a caller sees it, the same on every surface.
 *
 * @param code stable name
 * @param category who can do something about it
 * @param source which part failed: {@code localdata}, {@code datascience}, {@code gateway}, {@code
 *     channel} or {@code external:<name>}
 * @param message what happened, in a sentence
 * @param correlationId the same in every server's log of this call
 * @param retryable whether the same call may succeed unchanged
 * @param recovery what to do next, in order
 * @param details typed facts, by category
 */
public record ErrorReport(
    String code,
    ErrorCategory category,
    String source,
    String message,
    String correlationId,
    boolean retryable,
    List<String> recovery,
    Map<String, Object> details) {

  /** Copies the collections and keeps their order. */
  public ErrorReport {
    recovery = List.copyOf(recovery);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /**
   * The report of an expected failure.
   *
   * @param source who reports it, which is what failed unless the failure names another
   */
  public static ErrorReport of(StackException failure, String source, String correlationId) {
    return new ErrorReport(
        failure.code().name(),
        failure.code().category(),
        failure.source().orElse(source),
        failure.safeMessage(),
        correlationId,
        failure.code().retryable(),
        List.of(failure.remedy()),
        failure.details());
  }

  /**
   * The report of a failure nobody expected: a fixed text, so that nothing of ours or of a driver's
   * leaks.
   */
  public static ErrorReport unexpected(String source, String correlationId) {
    ContractError code = ContractError.INTERNAL_ERROR;
    return new ErrorReport(
        code.name(),
        code.category(),
        source,
        "Something failed inside the server. The incident is in its log under "
            + correlationId
            + ".",
        correlationId,
        code.retryable(),
        List.of(code.remedy()),
        Map.of());
  }

  /** As a plain tree, for structured answers. */
  public Map<String, Object> toTree() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", code);
    tree.put("category", category.name());
    tree.put("source", source);
    tree.put("message", message);
    tree.put("correlationId", correlationId);
    tree.put("retryable", retryable);
    tree.put("recovery", recovery);
    if (!details.isEmpty()) {
      tree.put("details", details);
    }
    return tree;
  }

  /** As two short paragraphs for a model. */
  public String toMarkdown() {
    return "**"
        + code
        + "** ("
        + source
        + "): "
        + message
        + "\n\nWhat to do: "
        + Optional.of(String.join(" ", recovery))
            .filter(text -> !text.isBlank())
            .orElse("nothing.");
  }
}
