package dev.mcpstack.operator.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a verb comes to on a stack as it is now. */
sealed interface Decision {
  /** A sentence for who asked. */
  String sentence();

  /**
   * It is written.
   *
   * @param fields of {@code spec.rollout}; null takes one out
   */
  record Write(Map<String, @Nullable Object> fields, String sentence) implements Decision {}

  /** It is so already. */
  record Already(String sentence) implements Decision {}

  /** It makes no sense now; the sentence says why and what does. */
  record Refused(String sentence) implements Decision {}
}
