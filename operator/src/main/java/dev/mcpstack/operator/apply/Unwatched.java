package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackStatus;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deletes objects of kinds that are not watched once the stack asks for them no longer. To ask for
 * each at every look would be many questions about what never was, so each leaves a mark that an
 * operator which knows nothing else can read. The mark goes after the object, so a look that fails
 * in between is made up for.
 */
final class Unwatched {
  private final StackInput input;
  private final Cluster cluster;
  private final Applier applier;

  Unwatched(StackInput input, Cluster cluster, Applier applier) {
    this.input = input;
    this.cluster = cluster;
    this.applier = applier;
  }

  /**
   * Deletes what is left.
   *
   * @param wanted all that there should be
   * @param before the status of the last look
   * @param withheld kinds of routes that the stack does not have, since others have the host
   */
  void prune(
      Collection<Manifest> wanted, Observed observed, StackStatus before, Set<String> withheld) {
    List<String> addresses = Endpoints.outside(input.spec(), withheld);
    if (isUnwanted("HTTPRoute", wanted) && !before.externalEndpoints().equals(addresses)) {
      remove("HTTPRoute", input.name());
    }
    String metrics = input.name() + "-metrics";
    // Its Service is watched, made before it and pruned after it.
    boolean monitored = observed.find("Service", metrics).filter(applier::isOurs).isPresent();
    if (isUnwanted("ServiceMonitor", wanted) && monitored) {
      remove("ServiceMonitor", metrics);
    }
    // Those of an issuer that has signed are removed when the stack's own authority takes over.
    if (input.spec().tls().issuerRef().isEmpty() && isCertificateMissing(before)) {
      new IssuedSecrets(input, cluster, applier).removeAllBut(List.of());
    }
  }

  private static boolean isUnwanted(String kind, Collection<Manifest> wanted) {
    return wanted.stream().noneMatch(manifest -> manifest.kind().equals(kind));
  }

  /** As it is said only while somebody else was asked for certificates. */
  private static boolean isCertificateMissing(StackStatus before) {
    return before.conditions().stream()
        .filter(condition -> condition.type().equals("CertificatesReady"))
        .anyMatch(condition -> condition.status() == ConditionStatus.FALSE);
  }

  private void remove(String kind, String name) {
    find(new Manifest("", kind, name, Map.of())).filter(applier::isOurs).ifPresent(applier::delete);
  }

  /** What the cluster does not know, or the operator may not read, it can't have made. */
  private Optional<LiveObject> find(Manifest manifest) {
    try {
      return cluster.get(manifest);
    } catch (Refusal _) {
      return Optional.empty();
    }
  }
}
