package dev.mcpstack.operator.observe;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What keeps the pods of a stack from getting ready, and does not pass by itself. */
public final class Trouble {
  private Trouble() {}

  /**
   * The first, in the order of names, so that it stays the same as long as it is there: of pods,
   * else of Deployments whose pods can't even be made.
   */
  public static Optional<Finding> first(Observed observed) {
    return sorted(observed, "Pod")
        .flatMap(pod -> PodTrouble.of(pod).stream())
        .findFirst()
        .map(finding -> withClaims(finding, observed))
        .or(() ->
            sorted(observed, "Deployment")
                .flatMap(deployment -> notMade(deployment).stream())
                .findFirst());
  }

  private static Stream<LiveObject> sorted(Observed observed, String kind) {
    return observed.ofKind(kind).sorted(Comparator.comparing(LiveObject::name));
  }

  /** A scheduler does not say which claim it is, and of which class. */
  private static Finding withClaims(Finding finding, Observed observed) {
    List<String> pending =
        sorted(observed, "PersistentVolumeClaim")
            .filter(claim -> claim.text("status", "phase").filter("Pending"::equals).isPresent())
            .map(Trouble::claim)
            .toList();
    return finding.reason() == Reason.STORAGE_NOT_BOUND && !pending.isEmpty()
        ? new Finding(finding.reason(), String.join(" ", pending))
        : finding;
  }

  private static String claim(LiveObject claim) {
    return "The claim "
        + claim.name()
        + claim
            .text("spec", "resources", "requests", "storage")
            .map(size -> " of " + size)
            .orElse("")
        + claim
            .text("spec", "storageClassName")
            .map(name -> " and storage class " + name)
            .orElse(" and the cluster's own storage class")
        + " is pending.";
  }

  private static Optional<Finding> notMade(LiveObject deployment) {
    return deployment.items("status", "conditions").stream()
        .filter(condition -> is(condition, "type", "ReplicaFailure"))
        .filter(condition -> is(condition, "status", "True"))
        .map(condition -> Trees.at(condition, "message").map(String::valueOf).orElse(""))
        .findFirst()
        .map(said ->
            new Finding(
                RefusalText.reason(said, Reason.POD_REFUSED),
                Stream.of("Deployment " + deployment.name(), said)
                    .filter(part -> !part.isEmpty())
                    .collect(
                        Collectors.collectingAndThen(
                            Collectors.joining(": "), RefusalText::sentence))));
  }

  private static boolean is(Object condition, String key, String value) {
    return Trees.at(condition, key).filter(value::equals).isPresent();
  }
}
