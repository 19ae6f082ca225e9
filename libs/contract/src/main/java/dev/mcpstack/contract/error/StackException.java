package dev.mcpstack.contract.error;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expected failure. The message is safe to show to the caller: it is always a text of ours,
 * never a driver's, and holds no secret. The cause is for our log alone.
 */
public final class StackException extends RuntimeException {
  private final transient ErrorCode code;
  private final transient Map<String, Object> details;
  private final @Nullable String remedy;
  private final @Nullable String source;

  /** A failure with the remedy that its code states. */
  public StackException(ErrorCode code, String message) {
    this(code, message, null, Map.of(), null, null);
  }

  /** A failure with a cause for our log. */
  public StackException(ErrorCode code, String message, @Nullable Throwable cause) {
    this(code, message, null, Map.of(), null, cause);
  }

  private StackException(
      ErrorCode code,
      String message,
      @Nullable String remedy,
      Map<String, Object> details,
      @Nullable String source,
      @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
    this.remedy = remedy;
    this.details = details;
    this.source = source;
  }

  /** The same failure with a remedy that fits this case better than the code's own. */
  public StackException withRemedy(String betterRemedy) {
    return new StackException(code, safeMessage(), betterRemedy, details, source, getCause());
  }

  /** The same failure with one more typed detail, such as the time a token had left. */
  public StackException withDetail(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(key, value);
    return new StackException(
        code, safeMessage(), remedy, Collections.unmodifiableMap(more), source, getCause());
  }

  /**
   * The same failure of another part than the one that reports it.
   *
   * @param failed as {@link ErrorReport#source} names it
   */
  public StackException withSource(String failed) {
    return new StackException(code, safeMessage(), remedy, details, failed, getCause());
  }

  /** The kind of failure. */
  public ErrorCode code() {
    return code;
  }

  /** The text for the caller. */
  public String safeMessage() {
    String message = getMessage();
    return message == null ? code.name() : message;
  }

  /** What the caller should do next. */
  public String remedy() {
    return remedy == null ? code.remedy() : remedy;
  }

  /** Typed facts for programs, in the order they were added. */
  public Map<String, Object> details() {
    return details;
  }

  /** Which part failed, when it is not the one that reports it. */
  public Optional<String> source() {
    return Optional.ofNullable(source);
  }
}
