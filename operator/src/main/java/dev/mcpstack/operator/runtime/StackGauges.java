package dev.mcpstack.operator.runtime;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many stacks have a condition, by its status and reason. A series that no stack is left in is
 * taken out. Thread-safe.
 */
final class StackGauges {
  private record Series(String condition, String status, String reason) {
    static Series of(ConditionText condition) {
      return new Series(condition.type(), condition.status(), condition.reason());
    }
  }

  private record Count(AtomicInteger stacks, Gauge gauge) {}

  private final MeterRegistry registry;
  private final Map<ResourceID, List<ConditionText>> stacks = new HashMap<>();
  private final Map<Series, Count> counts = new HashMap<>();

  StackGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * Notes how a stack is.
   *
   * @param first how it was, if it is not known yet
   * @return how it was
   */
  synchronized List<ConditionText> put(
      ResourceID stack, List<ConditionText> first, List<ConditionText> now) {
    List<ConditionText> before = stacks.put(stack, now);
    now.forEach(condition -> add(Series.of(condition)));
    if (before == null) {
      return first;
    }
    before.forEach(condition -> remove(Series.of(condition)));
    return before;
  }

  /** Forgets a stack that is gone. */
  synchronized void remove(ResourceID stack) {
    List<ConditionText> before = stacks.remove(stack);
    if (before != null) {
      before.forEach(condition -> remove(Series.of(condition)));
    }
  }

  private void add(Series series) {
    counts.computeIfAbsent(series, this::count).stacks().incrementAndGet();
  }

  private void remove(Series series) {
    counts.computeIfPresent(
        series,
        (_, count) -> {
          if (count.stacks().decrementAndGet() > 0) {
            return count;
          }
          registry.remove(count.gauge());
          return null;
        });
  }

  private Count count(Series series) {
    AtomicInteger stacksOfIt = new AtomicInteger();
    Gauge gauge =
        OperatorMetric.STACKS.gauge(
            registry,
            stacksOfIt::get,
            "condition",
            series.condition(),
            "status",
            series.status(),
            "reason",
            series.reason());
    return new Count(stacksOfIt, gauge);
  }
}
