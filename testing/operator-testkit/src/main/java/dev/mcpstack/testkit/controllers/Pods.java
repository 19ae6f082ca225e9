package dev.mcpstack.testkit.controllers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mcpstack.testkit.store.Json;
import dev.mcpstack.testkit.store.Selectors;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * What becomes of pods, as tests say it. Pods run and are ready at once unless something else was
 * said; what was said last wins.
 */
public final class Pods {

  /** What becomes of a pod. */
  public enum Fate {
    RUNS,
    IMAGE_PULL_FAILS,
    CRASH_LOOPS,
    NEVER_READY,
    UNSCHEDULABLE,
    /** Ends with an error, for pods that are to end. */
    FAILS
  }

  private record Rule(Predicate<JsonNode> pods, Fate fate) {}

  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private volatile Duration readyAfter = Duration.ZERO;

  /** Decides for pods by a selector of labels. */
  public void labelled(String selector, Fate fate) {
    rules.addFirst(new Rule(Selectors.labels(selector), fate));
  }

  /** Decides for pods with a container of this image. */
  public void withImage(String image, Fate fate) {
    rules.addFirst(
        new Rule(
            pod -> {
              for (JsonNode container : Json.at(pod, "spec", "containers")) {
                if (Json.text(container, "image").equals(image)) {
                  return true;
                }
              }
              return false;
            },
            fate));
  }

  /** How long on the virtual clock it takes from start to readiness. */
  public void readyAfter(Duration delay) {
    readyAfter = delay;
  }

  /** All pods run again. */
  public void heal() {
    rules.clear();
    readyAfter = Duration.ZERO;
  }

  Fate fate(JsonNode pod) {
    return rules.stream()
        .filter(rule -> rule.pods.test(pod))
        .map(Rule::fate)
        .findFirst()
        .orElse(Fate.RUNS);
  }

  Duration readyAfter() {
    return readyAfter;
  }
}
