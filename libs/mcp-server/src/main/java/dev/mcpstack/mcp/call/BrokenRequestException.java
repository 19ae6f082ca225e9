package dev.mcpstack.mcp.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is broken, as opposed to one that failed: it names what isn't there, or its
 * parameters are off. The era chooses the wire's code.
 */
public final class BrokenRequestException extends RuntimeException {
  private final Kind kind;
  private final String text;
  private final transient @Nullable Map<String, Object> data;

  /** What is wrong. */
  public enum Kind {
    /** The parameters are off, or name what isn't there. */
    INVALID_PARAMS,
    /** No such resource. */
    RESOURCE_NOT_FOUND,
    /** No such method. */
    METHOD_NOT_FOUND
  }

  /**
   * A broken request.
   *
   * @param text for the caller: what is wrong and what to do
   */
  public BrokenRequestException(Kind kind, String text) {
    this(kind, text, null);
  }

  /** The same with data that the wire's error carries. */
  public BrokenRequestException(Kind kind, String text, @Nullable Map<String, Object> data) {
    super(text);
    this.kind = kind;
    this.text = text;
    this.data = data;
  }

  /** Off parameters. */
  public static BrokenRequestException invalid(String text) {
    return new BrokenRequestException(Kind.INVALID_PARAMS, text);
  }

  /** An unknown resource. */
  public static BrokenRequestException noResource(String uri) {
    return new BrokenRequestException(
        Kind.RESOURCE_NOT_FOUND,
        "There is no such resource. List the resources and templates for what there is.",
        Map.of("uri", uri));
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }

  /** For the caller. */
  public String safeMessage() {
    return text;
  }

  /** For the wire's error, or null. */
  public @Nullable Map<String, Object> data() {
    return data;
  }
}
