package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.model.WantedCertificate;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.pki.AuthorityState;
import dev.mcpstack.operator.pki.CertificateAndKey;
import dev.mcpstack.operator.pki.IssuedCertificates;
import dev.mcpstack.operator.pki.IssuedPlan;
import dev.mcpstack.operator.pki.LeafDecision;
import dev.mcpstack.operator.pki.LeafProfile;
import dev.mcpstack.operator.pki.LeafRenewal;
import dev.mcpstack.operator.pki.PkiSettings;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is done for a stack that is otherwise left alone, since it is paused or can't be read:
 * certificates that run out are renewed as they are, in their Secrets, which pods read anew. The
 * authority takes no step: whether every pod has followed shows only when workloads are looked
 * after.
 */
final class Upkeep {
  private static final String TLS = "kubernetes.io/tls";

  private final StackInput input;
  private final OwnSecrets secrets;
  private final IssuedSecrets issued;
  private final SecureRandom random;
  private final Map<WantedCertificate, CertificateAndKey> used = new LinkedHashMap<>();
  private final List<Finding> refused = new ArrayList<>();
  private Optional<Instant> next = Optional.empty();

  /** One for one look; of the input only names count. */
  Upkeep(StackInput input, Cluster cluster, Applier applier, SecureRandom random) {
    this.input = input;
    this.secrets = new OwnSecrets(input, cluster, applier);
    this.issued = new IssuedSecrets(input, cluster, applier);
    this.random = random;
  }

  /**
   * What came of it.
   *
   * @param refused the first Secret that could not be renewed
   * @param next when to look again; empty if there is nothing to renew
   */
  record Result(Optional<Finding> refused, Optional<Instant> next) {}

  Result renew(Instant now) {
    try {
      Optional<AuthorityState> authority =
          AuthorityState.ofData(secrets.values(input.names().authority()));
      WantedCertificate.possible(input).forEach(this::read);
      authority.ifPresent(state -> {
        if (state.isForeign()) {
          follow(state, now);
        } else {
          sign(state, now);
        }
      });
    } catch (Refusal refusal) {
      refused.add(refusal.finding());
    }
    return new Result(refused.stream().findFirst(), next);
  }

  /** One that is not there, or somebody else's, is nothing to renew. */
  private void read(WantedCertificate each) {
    try {
      secrets
          .find(each.secret())
          .ifPresent(secret -> used.put(each, CertificateAndKey.ofData(secret.values())));
    } catch (Refusal refusal) {
      refused.add(refusal.finding());
    }
  }

  private void sign(AuthorityState authority, Instant now) {
    LeafRenewal renewal = new LeafRenewal(input.name(), input.namespace(), random);
    used.forEach((each, stored) ->
        renewal
            .plan(each.profile(), stored, authority, now)
            .ifPresent(decision -> carryOut(each, decision)));
  }

  private void carryOut(WantedCertificate each, LeafDecision decision) {
    if (decision.changes()) {
      store(each, decision.certificate());
    }
    again(decision.next());
  }

  /** What somebody else has issued anew meanwhile; who was believed before stays so. */
  private void follow(AuthorityState stored, Instant now) {
    Map<String, WantedCertificate> byRole = new LinkedHashMap<>();
    Map<String, CertificateAndKey> pairs = new LinkedHashMap<>();
    List<LeafProfile> profiles = new ArrayList<>();
    used.forEach((each, pair) -> {
      byRole.put(each.role(), each);
      pairs.put(each.role(), pair);
      LeafRenewal.profile(each.profile(), pair).ifPresent(profiles::add);
    });
    IssuedPlan plan =
        new IssuedCertificates(PkiSettings.SETTLE)
            .plan(
                Optional.of(stored),
                pairs,
                issued.read(List.copyOf(byRole.values())),
                profiles,
                true,
                now);
    plan.authority()
        .ifPresent(state -> secrets.store(input.names().authority(), "Opaque", state.toData()));
    plan.moves()
        .forEach((role, pair) ->
            Optional.ofNullable(byRole.get(role)).ifPresent(each -> store(each, pair)));
    again(plan.next());
  }

  private void store(WantedCertificate each, CertificateAndKey pair) {
    try {
      secrets.store(each.secret(), TLS, pair.toData());
    } catch (Refusal refusal) {
      refused.add(refusal.finding());
    }
  }

  private void again(Instant when) {
    next = Optional.of(next.filter(earlier -> earlier.isBefore(when)).orElse(when));
  }
}
