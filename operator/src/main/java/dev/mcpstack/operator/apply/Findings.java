package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.Workload;
import dev.mcpstack.operator.rollout.StoreStep;
import dev.mcpstack.stack.CellStatus;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackSpec;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is found of a stack, as conditions. */
final class Findings {
  private Findings() {}

  /**
   * Says it all.
   *
   * @param store whether a token store of somebody else answers; empty if that is not known
   */
  static void add(
      StackWorker.Found found, StackSpec spec, Optional<Finding> store, Conditions conditions) {
    Finding own = finding(found, spec);
    // Seen from the operator, from where it may look worse than it is: whoever is served stays so.
    Optional<Finding> away =
        store.filter(each -> own.reason() == Reason.READY && each.reason() != Reason.READY);
    Finding finding = away.orElse(own);
    boolean ready = finding.reason() == Reason.READY;
    boolean serves =
        own.reason() == Reason.READY
            || (found.plan().isStaging() && finding.reason() != Reason.SUSPENDED);
    conditions.add("Ready", serves ? ConditionStatus.TRUE : ConditionStatus.FALSE, finding);
    boolean moving =
        finding.reason() == Reason.STARTING
            || finding.reason() == Reason.STAGING
            || finding.reason() == Reason.CERTIFICATES_PENDING
            || finding.reason() == Reason.TOKEN_STORE_STARTING;
    conditions.add("Progressing", moving ? ConditionStatus.TRUE : ConditionStatus.FALSE, finding);
    boolean degraded = !ready && !moving && finding.reason() != Reason.SUSPENDED;
    Optional<Finding> refused =
        found
            .secrets()
            .certificates()
            .filter(each -> !degraded && each.reason() != Reason.CERTIFICATES_PENDING);
    conditions.add(
        "Degraded",
        degraded || refused.isPresent() ? ConditionStatus.TRUE : ConditionStatus.FALSE,
        refused.orElse(finding));
    Finding tokens = tokenStore(found, store);
    conditions.add("TokenStoreReady", status(tokens), tokens);
    conditions.add(
        "CertificatesReady",
        found.secrets().certificates().isPresent() ? ConditionStatus.FALSE : ConditionStatus.TRUE,
        found
            .secrets()
            .certificates()
            .or(() -> rotation(found.secrets()))
            .orElse(Finding.of(Reason.READY)));
  }

  /** Certificates are being replaced, or the token store is to show another. */
  private static Optional<Finding> rotation(StackSecrets.Result secrets) {
    String why =
        Stream.concat(
                secrets.rotation().stream(), secrets.tokens().flatMap(StoreStep::sentence).stream())
            .collect(Collectors.joining(" "));
    return why.isEmpty() ? Optional.empty() : Optional.of(new Finding(Reason.ROTATING, why));
  }

  private static Finding finding(StackWorker.Found found, StackSpec spec) {
    if (!found.secrets().missing().isEmpty()) {
      Finding first = found.secrets().missing().getFirst();
      String all =
          found.secrets().missing().stream()
              .filter(each -> each.reason() == first.reason())
              .map(Finding::detail)
              .collect(Collectors.joining(" "));
      return new Finding(first.reason(), all);
    }
    if (found.refused().isPresent()) {
      return found.refused().get();
    }
    if (spec.suspended()) {
      return Finding.of(Reason.SUSPENDED);
    }
    if (found.trouble().isPresent()) {
      return found.trouble().get();
    }
    Optional<Finding> certificates = found.secrets().certificates();
    if (!found.complete() && certificates.isPresent()) {
      return certificates.get();
    }
    if (!found.complete()) {
      return new Finding(
          found.plan().isStaging() ? Reason.STAGING : Reason.STARTING, waiting(found));
    }
    if (found.tokenStore().filter(store -> !store.complete()).isPresent()) {
      return tokenStore(found, Optional.empty());
    }
    return Finding.of(Reason.READY);
  }

  private static String waiting(StackWorker.Found found) {
    return found.cells().stream()
        .filter(cell -> cell.revision() == found.plan().target())
        .map(CellStatus::servers)
        .flatMap(servers -> servers.stream())
        .map(server -> server.role() + " " + server.ready() + " of " + server.replicas())
        .collect(Collectors.joining(", ", "Ready are: ", "."));
  }

  private static ConditionStatus status(Finding tokenStore) {
    if (tokenStore.reason() == Reason.TOKEN_STORE_EXTERNAL) {
      return ConditionStatus.UNKNOWN;
    }
    return tokenStore.reason() == Reason.READY ? ConditionStatus.TRUE : ConditionStatus.FALSE;
  }

  private static Finding tokenStore(StackWorker.Found found, Optional<Finding> external) {
    if (found.tokenStore().isEmpty()) {
      return external.orElse(Finding.of(Reason.TOKEN_STORE_EXTERNAL));
    }
    Workload store = found.tokenStore().get();
    if (store.complete()) {
      return Finding.of(Reason.READY);
    }
    // A StatefulSet tells only by events, which the operator does not read, why it makes none.
    boolean none = store.wanted() > 0 && store.pods() == 0;
    return new Finding(
        Reason.TOKEN_STORE_STARTING,
        none
            ? "It has no pod yet; kubectl describe statefulset says why if it stays so."
            : found.secrets().tokens().flatMap(StoreStep::sentence).orElse(""));
  }
}
