package dev.mcpstack.standalone;

import org.jspecify.annotations.Nullable;

/** Why a stack can't start: one sentence that names the remedy and holds no secret. */
final class StartFailure extends RuntimeException {
  StartFailure(String sentence) {
    this(sentence, null);
  }

  StartFailure(String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
  }
}
