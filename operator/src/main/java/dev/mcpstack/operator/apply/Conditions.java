package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackCondition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects conditions; the time of one moves only when its status does. For one use. */
final class Conditions {
  private final List<StackCondition> before;
  private final long generation;
  private final Instant now;
  private final List<StackCondition> all = new ArrayList<>();

  Conditions(List<StackCondition> before, long generation, Instant now) {
    this.before = before;
    this.generation = generation;
    this.now = now.truncatedTo(ChronoUnit.SECONDS);
  }

  Conditions add(String type, ConditionStatus status, Finding finding) {
    Instant since =
        before.stream()
            .filter(each -> each.type().equals(type) && each.status() == status)
            .map(StackCondition::lastTransitionTime)
            .findFirst()
            .orElse(now);
    all.add(
        new StackCondition(
            type,
            status,
            Optional.of(generation),
            since,
            finding.reason().text(),
            finding.message()));
    return this;
  }

  List<StackCondition> list() {
    return all;
  }

  /** With those of before that were not looked into now; their generation says when they were. */
  List<StackCondition> withOthers() {
    List<StackCondition> both = new ArrayList<>(all);
    before.stream()
        .filter(each -> all.stream().noneMatch(now -> now.type().equals(each.type())))
        .forEach(both::add);
    return both;
  }
}
