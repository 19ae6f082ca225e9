package dev.mcpstack.contract.error;

/**
 * A stable, documented kind of failure. Each module declares its own as an enum in its own number
 * range, so numbers never collide: contract 1000, LocalData 2000, DataScience 3000, gateway 4000.
 */
public interface ErrorCode {
  /** The stable name that callers match on, such as {@code HANDLE_UNKNOWN}. */
  String name();

  /** Unique over all modules, never reused. */
  int number();

  /** Who can do something about it. */
  ErrorCategory category();

  /** Whether the same call may succeed when it is made again unchanged. */
  boolean retryable();

  /** What the caller should do next, as one or two sentences. */
  String remedy();
}
