package dev.mcpstack.conformance.fuzz;

import java.util.Optional;

/** What no answer may be, however wrong its request was. */
final class Verdict {
  private Verdict() {}

  static Optional<String> of(AnswerReader.Answer answer) {
    if (answer.status() >= 500 && !(answer.status() == 503 && answer.has("retry-after"))) {
      return Optional.of("status " + answer.status() + ": " + answer.body());
    }
    if (answer.body().contains("\"code\":-32603")) {
      return Optional.of("an incident: " + answer.body());
    }
    // What the fuzzer sends holds nothing of the kind, so an echo can't be meant.
    for (String leak : new String[] {"Exception", "\tat ", "java.", "dev.mcpstack", "jetty"}) {
      if (answer.body().contains(leak)) {
        return Optional.of("the answer tells of the inside: " + answer.body());
      }
    }
    return Optional.empty();
  }
}
