package dev.mcpstack.mcp.runtime;

import org.jspecify.annotations.Nullable;

/** Why a program can't start: one sentence that names the remedy and holds no secret. */
public final class StartFailure extends RuntimeException {
  /** A failure without a cause. */
  public StartFailure(String sentence) {
    this(sentence, null);
  }

  /** A failure with a cause for the log. */
  public StartFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
