package dev.mcpstack.operator.rollout;

import dev.mcpstack.operator.model.Amount;
import dev.mcpstack.operator.model.PodNeeds;
import dev.mcpstack.operator.observe.Quota;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Whether a namespace has room for more pods, as far as its quotas tell. */
public final class Room {
  private Room() {}

  /**
   * What is too little for more pods.
   *
   * @param more pods beyond those that there are
   * @return sentences with cause and remedy; empty if nothing is
   */
  public static Optional<String> lacking(List<PodNeeds> more, List<Quota> quotas) {
    List<String> lacks = new ArrayList<>();
    quotas.stream()
        .sorted(Comparator.comparing(Quota::name))
        .forEach(quota -> {
          Map<String, BigDecimal> needed =
              new TreeMap<>(PodNeeds.sum(more.stream().filter(quota::counts).toList()));
          needed.forEach((resource, amount) -> {
            BigDecimal left = quota.left().getOrDefault(resource, amount);
            if (left.compareTo(amount) < 0) {
              lacks.add(
                  "It needs %s, and ResourceQuota %s leaves %s."
                      .formatted(
                          Amount.text(resource, amount),
                          quota.name(),
                          Amount.text(resource, left)));
            }
          });
        });
    if (lacks.isEmpty()) {
      return Optional.empty();
    }
    lacks.add("Raise the quota, or ask for fewer or smaller pods: it goes on by itself then.");
    return Optional.of(String.join(" ", lacks));
  }

  /** What pods come to, for people. */
  public static String text(List<PodNeeds> all) {
    Map<String, BigDecimal> sum = PodNeeds.sum(all);
    List<String> parts = new ArrayList<>();
    for (String resource : List.of(PodNeeds.PODS, "requests.cpu", "requests.memory")) {
      Optional.ofNullable(sum.get(resource))
          .filter(amount -> amount.signum() > 0)
          .ifPresent(amount -> parts.add(Amount.text(resource, amount)));
    }
    return String.join(", ", parts);
  }
}
