package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.Workload;
import dev.mcpstack.operator.rollout.Phase;
import dev.mcpstack.operator.rollout.Rollout;
import dev.mcpstack.operator.rollout.StoreStep;
import dev.mcpstack.stack.ConditionStatus;
import dev.mcpstack.stack.StackSpec;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is found of a stack, as conditions. */
final class Findings {
  /** What passes by itself. */
  private static final Set<Reason> MOVING =
      EnumSet.of(
          Reason.STARTING,
          Reason.STAGING,
          Reason.VERIFYING,
          Reason.AWAITING_PROMOTION,
          Reason.SWITCHING,
          Reason.OBSERVING,
          Reason.ROLLING_BACK,
          Reason.CERTIFICATES_PENDING,
          Reason.TOKEN_STORE_STARTING);

  /** What agents notice nothing of, as long as the cell is whole that serves. */
  private static final Set<Reason> CARRIED =
      EnumSet.of(Reason.OBSERVING, Reason.ROLLING_BACK, Reason.ROLLED_BACK, Reason.ROLLOUT_WAITING);

  /** What is as somebody wants it. */
  private static final Set<Reason> AT_REST =
      EnumSet.of(Reason.READY, Reason.SUSPENDED, Reason.ROLLOUT_WAITING);

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
    boolean moving = MOVING.contains(finding.reason());
    // Whatever is wrong with a revision that does not serve harms nobody.
    boolean unharmed =
        CARRIED.contains(finding.reason()) || found.rollout().phase() instanceof Phase.Before;
    boolean serves =
        own.reason() == Reason.READY
            || (unharmed
                && finding.reason() != Reason.SUSPENDED
                && found.view().complete(found.active()));
    conditions.add("Ready", serves ? ConditionStatus.TRUE : ConditionStatus.FALSE, finding);
    conditions.add("Progressing", moving ? ConditionStatus.TRUE : ConditionStatus.FALSE, finding);
    boolean degraded = !moving && !AT_REST.contains(finding.reason());
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
    boolean complete = found.view().complete(found.next());
    if (!complete && certificates.isPresent()) {
      return certificates.get();
    }
    if (!complete) {
      return new Finding(
          found.next() == found.active() ? Reason.STARTING : Reason.STAGING, waiting(found));
    }
    return rollout(found)
        .or(() ->
            found
                .tokenStore()
                .filter(store -> !store.complete())
                .map(_ -> tokenStore(found, Optional.empty())))
        .orElse(Finding.of(Reason.READY));
  }

  private static Optional<Finding> rollout(StackWorker.Found found) {
    Optional<Reason> reason =
        switch (found.rollout().phase()) {
          case Phase.Staging _ -> Optional.of(Reason.STAGING);
          case Phase.Verifying _ -> Optional.of(Reason.VERIFYING);
          case Phase.AwaitingPromotion _ -> Optional.of(Reason.AWAITING_PROMOTION);
          case Phase.Switching _ -> Optional.of(Reason.SWITCHING);
          case Phase.Observing _ -> Optional.of(Reason.OBSERVING);
          case Phase.RollingBack _ -> Optional.of(Reason.ROLLING_BACK);
          case Phase.Bootstrapping _ -> Optional.empty();
          case Phase.Stable _ when found.rollout().failed().isPresent() ->
              Optional.of(Reason.ROLLED_BACK);
          case Phase.Stable(int revision) ->
              Rollout.target(found.rollout(), found.view()).equals(OptionalInt.of(revision))
                  ? Optional.empty()
                  : Optional.of(Reason.ROLLOUT_WAITING);
        };
    return reason.map(each -> new Finding(each, found.text()));
  }

  private static String waiting(StackWorker.Found found) {
    return Cells.waiting(
        found.cells().stream()
            .filter(cell -> cell.revision() == found.next())
            .flatMap(cell -> cell.servers().stream()));
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
