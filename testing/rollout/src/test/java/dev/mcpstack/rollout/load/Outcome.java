package dev.mcpstack.rollout.load;

import java.util.Optional;

/** What became of a call. */
sealed interface Outcome {

  /** It was answered as it should be. */
  record Good() implements Outcome {}

  /**
   * The stack answered with an error.
   *
   * @param code as the answer names it
   * @param retryable whether the answer says that the same call may be made again
   */
  record Refused(String code, boolean retryable, String text) implements Outcome {}

  /** There was no answer: what HTTP, TLS or TCP made of it. */
  record Broken(String text) implements Outcome {}

  /** It was answered with something else than what is so. */
  record Wrong(String text) implements Outcome {}

  /** In words, unless all went well. */
  default Optional<String> trouble() {
    return switch (this) {
      case Good _ -> Optional.empty();
      case Refused(String code, boolean retryable, String text) ->
          Optional.of(code + (retryable ? " (retryable) " : " ") + text);
      case Broken(String text) -> Optional.of("no answer: " + text);
      case Wrong(String text) -> Optional.of("wrong: " + text);
    };
  }
}
