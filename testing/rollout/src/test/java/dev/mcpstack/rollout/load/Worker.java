package dev.mcpstack.rollout.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Makes calls by what an agent wants to do, and writes down what became of each. */
final class Worker {
  private static final int MOST_WAITS = 20;
  private static final int LONGEST_TEXT = 300;
  private final String name;
  private final Caller caller;
  private final Consumer<Ledger.Entry> ledger;
  private final Pause pause;
  private final RandomGenerator random;

  /** Waits between two calls as long as is said, unless the load ends. */
  @FunctionalInterface
  interface Pause {
    void take(Duration time);
  }

  /** One call's way to an answer. */
  @FunctionalInterface
  interface Asking {
    JsonNode ask() throws IOException;
  }

  Worker(
      String name,
      Caller caller,
      Consumer<Ledger.Entry> ledger,
      Pause pause,
      RandomGenerator random) {
    this.name = name;
    this.caller = caller;
    this.ledger = ledger;
    this.pause = pause;
    this.random = random;
  }

  RandomGenerator random() {
    return random;
  }

  void pause(Duration time) {
    pause.take(time);
  }

  /** Does it again and again. */
  void repeat(BooleanSupplier goesOn, Runnable work) {
    while (goesOn.getAsBoolean()) {
      work.run();
    }
  }

  /**
   * The facts of a tool's answer, when they are as they should be.
   *
   * @param right whether they are
   */
  Optional<JsonNode> call(String tool, Map<String, Object> arguments, Predicate<JsonNode> right) {
    return record(tool, () -> caller.call(tool, arguments), right);
  }

  /** The same by another way of asking. */
  Optional<JsonNode> record(String tool, Asking asking, Predicate<JsonNode> right) {
    Instant begin = Instant.now();
    Outcome outcome;
    Optional<JsonNode> facts = Optional.empty();
    try {
      JsonNode content = settled(asking.ask());
      outcome = outcome(content, right);
      if (outcome instanceof Outcome.Good) {
        facts = Optional.of(content);
      }
    } catch (IOException | RuntimeException e) {
      outcome = new Outcome.Broken(Failures.text(e));
    }
    ledger.accept(new Ledger.Entry(begin, Instant.now(), name, tool, outcome));
    return facts;
  }

  /** Work that outlasts its call is waited for, as its answer says. */
  private JsonNode settled(JsonNode result) throws IOException {
    JsonNode content = result.path("structuredContent");
    for (int i = 0; i < MOST_WAITS && "pending".equals(content.path("status").asString("")); i++) {
      content =
          caller
              .call("wait", Map.of("handle", content.path("pending").path("handle").asString("")))
              .path("structuredContent");
    }
    return content;
  }

  private static Outcome outcome(JsonNode content, Predicate<JsonNode> right) {
    JsonNode error = content.path("error");
    if (error.isObject()) {
      return new Outcome.Refused(
          error.path("code").asString(""),
          error.path("retryable").asBoolean(false),
          error.path("message").asString(""));
    }
    return right.test(content)
        ? new Outcome.Good()
        : new Outcome.Wrong(
            content.toString().substring(0, Math.min(LONGEST_TEXT, content.toString().length())));
  }
}
