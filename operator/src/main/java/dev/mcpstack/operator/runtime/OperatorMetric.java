package dev.mcpstack.operator.runtime;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.function.Supplier;

/** What the operator measures of itself: one list for the meters and the table in the docs. */
enum OperatorMetric {
  STACKS(
      "mcpstack.stacks",
      Type.GAUGE,
      "condition, status, reason",
      "Stacks that have a condition; those of the operator that is at work."),
  LOOKS(
      "mcpstack.operator.reconciles",
      Type.TIMER,
      "outcome",
      "Looks at a stack with all that was applied in them: `unchanged`, `changed` (its status is"
          + " another), `failed` (it is tried again)."),
  RUNNING("mcpstack.operator.reconciles.running", Type.GAUGE, "", "Stacks being looked at now."),
  WAITING(
      "mcpstack.operator.reconciles.waiting",
      Type.GAUGE,
      "",
      "Stacks that something happened to and that wait for a free thread."),
  RETRYING(
      "mcpstack.operator.reconciles.retrying",
      Type.GAUGE,
      "",
      "Stacks whose last look failed. More than none for minutes is worth an alert."),
  EVENTS(
      "mcpstack.operator.events",
      Type.COUNTER,
      "",
      "Changes of stacks and of their objects that were heard of."),
  REQUESTS(
      "mcpstack.operator.api.requests",
      Type.COUNTER,
      "verb, resource, code",
      "Answers of the API server, watches apart; `apply`, `create`, `update`, `patch` and `delete`"
          + " write. `code` is `none` where no answer came."),
  WATCHES(
      "mcpstack.operator.watches",
      Type.GAUGE,
      "",
      "Watches that are kept up, one for each kind of object and namespace; 0 for an operator that"
          + " stands by."),
  LEADER(
      "mcpstack.operator.leader",
      Type.GAUGE,
      "",
      "1 for the operator that is at work, 0 for one that stands by."),
  START(
      "mcpstack.operator.start.seconds",
      Type.GAUGE,
      "",
      "From the start of the process until it first knew all stacks."),
  BUILD("mcpstack.operator.build", Type.GAUGE, "version, java", "Always 1.");

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(10),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30),
  };

  /** How Prometheus sees it. */
  enum Type {
    GAUGE("gauge", ""),
    COUNTER("counter", "_total"),
    TIMER("histogram", "_seconds");

    private final String text;
    private final String suffix;

    Type(String text, String suffix) {
      this.text = text;
      this.suffix = suffix;
    }
  }

  private final String meter;
  private final Type type;
  private final String labels;
  private final String meaning;

  OperatorMetric(String meter, Type type, String labels, String meaning) {
    this.meter = meter;
    this.type = type;
    this.labels = labels;
    this.meaning = meaning;
  }

  /** The name at {@code /metrics}. */
  String text() {
    return meter.replace('.', '_') + type.suffix;
  }

  /** The type at {@code /metrics}. */
  String typeText() {
    return type.text;
  }

  /** The names of its labels, separated by commas. */
  String labels() {
    return labels;
  }

  /** What it says. */
  String meaning() {
    return meaning;
  }

  Gauge gauge(MeterRegistry registry, Supplier<Number> value, String... tags) {
    return Gauge.builder(meter, value).description(meaning).tags(tags).register(registry);
  }

  Counter counter(MeterRegistry registry, String... tags) {
    return Counter.builder(meter).description(meaning).tags(tags).register(registry);
  }

  Timer timer(MeterRegistry registry, String... tags) {
    return Timer.builder(meter)
        .description(meaning)
        .tags(Tags.of(tags))
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }
}
