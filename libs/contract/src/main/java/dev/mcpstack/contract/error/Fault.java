package dev.mcpstack.contract.error;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Whose fault a failed call is. A release is measured by {@link #SERVER}. */
public enum Fault {
  /** Nobody's: the call did not fail. */
  NONE,
  /** Of who called: the same call fails on any release. */
  CALLER,
  /** Of the servers, or of what they depend on. */
  SERVER,
  /** A server that is not of the stack failed, and does not say. */
  UNKNOWN;

  /**
   * Of a failure. Where a limit was reached and the same call may succeed later, others have used
   * it up; else the call was too large.
   */
  public static Fault of(ErrorCategory category, boolean retryable) {
    return switch (category) {
      case USER, DENIED -> CALLER;
      case EXHAUSTED -> retryable ? SERVER : CALLER;
      case EXTERNAL, UNAVAILABLE, INTERNAL -> SERVER;
    };
  }

  /** Of an error as {@link ErrorReport#toTree} writes it, wherever it comes from. */
  public static Fault of(Map<?, ?> error) {
    boolean retryable = Boolean.TRUE.equals(error.get("retryable"));
    return Stream.of(ErrorCategory.values())
        .filter(category -> category.name().equals(error.get("category")))
        .findFirst()
        .map(category -> of(category, retryable))
        .orElse(UNKNOWN);
  }

  /** As metrics write it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
