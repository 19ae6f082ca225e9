package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Certificates;
import dev.mcpstack.operator.model.Manifest;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.model.WantedCertificate;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.observe.LiveObject;
import dev.mcpstack.operator.observe.Observed;
import dev.mcpstack.operator.observe.Reason;
import dev.mcpstack.operator.observe.Trees;
import dev.mcpstack.operator.pki.IssuedCertificate;
import dev.mcpstack.operator.pki.IssuedPlan;
import dev.mcpstack.operator.pki.LeafReason;
import dev.mcpstack.stack.IssuerRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Certificates that cert-manager is asked for, and the Secrets in which it puts them. */
final class IssuedSecrets {
  private static final String RIGHT =
      " It is integrations.certificates=true of the operator's chart that grants it.";

  private final StackInput input;
  private final Cluster cluster;
  private final Applier applier;

  IssuedSecrets(StackInput input, Cluster cluster, Applier applier) {
    this.input = input;
    this.cluster = cluster;
    this.applier = applier;
  }

  /**
   * Asks for them.
   *
   * @return the first refusal
   */
  Optional<Finding> request(List<WantedCertificate> wanted, IssuerRef issuer) {
    List<WantedCertificate> taken = wanted.stream().filter(this::isTaken).toList();
    List<Manifest> manifests =
        wanted.stream()
            .filter(each -> !taken.contains(each))
            .map(each -> Certificates.of(input, each, issuer))
            .toList();
    return applier
        .apply(manifests, new Observed(List.of()))
        .map(finding ->
            finding.reason() == Reason.NOT_PERMITTED
                ? new Finding(Reason.NOT_PERMITTED, finding.detail() + RIGHT)
                : finding)
        .or(() ->
            taken.stream()
                .map(each -> "It is the Secret " + each.issuedSecret() + ".")
                .map(detail -> new Finding(Reason.NAME_TAKEN, detail))
                .findFirst());
  }

  /** Whether cert-manager would write over what is somebody else's. */
  private boolean isTaken(WantedCertificate wanted) {
    return find(wanted).isEmpty() && cluster.secret(wanted.issuedSecret()).isPresent();
  }

  /** What was issued, by role. */
  Map<String, IssuedCertificate> read(List<WantedCertificate> wanted) {
    Map<String, IssuedCertificate> issued = new HashMap<>();
    for (WantedCertificate each : wanted) {
      find(each)
          .ifPresent(secret -> {
            if (!applier.isOurs(secret.object())) {
              cluster.apply(applier.owned(Certificates.adopted(input, each)));
            }
            issued.put(each.role(), IssuedCertificate.ofData(secret.values()));
          });
    }
    return issued;
  }

  /** A Secret that is ours already, or that cert-manager has made for our Certificate. */
  private Optional<Cluster.Secret> find(WantedCertificate wanted) {
    return cluster
        .secret(wanted.issuedSecret())
        .filter(secret ->
            applier.isOurs(secret.object())
                || secret
                    .object()
                    .annotation(Certificates.MADE_FOR)
                    .filter(wanted.secret()::equals)
                    .isPresent());
  }

  /** What is not there yet, in the words of cert-manager where it says why. */
  Finding pending(List<WantedCertificate> wanted, IssuedPlan plan) {
    return new Finding(
        Reason.CERTIFICATES_PENDING,
        wanted.stream()
            .filter(each -> plan.flaws().containsKey(each.role()))
            .map(each -> each.secret() + ": " + why(each, plan))
            .collect(Collectors.joining(" ")));
  }

  private String why(WantedCertificate wanted, IssuedPlan plan) {
    String own = plan.flaws().getOrDefault(wanted.role(), LeafReason.ABSENT).sentence();
    return live(wanted).flatMap(IssuedSecrets::said).map(said -> own + " " + said).orElse(own);
  }

  /** What the conditions say that are not as they should be. */
  private static Optional<String> said(LiveObject certificate) {
    List<?> conditions = certificate.items("status", "conditions");
    return Stream.of("Issuing", "Ready")
        .flatMap(type ->
            conditions.stream()
                .filter(each -> Trees.at(each, "type").filter(type::equals).isPresent())
                .filter(each -> Trees.at(each, "status").filter("False"::equals).isPresent()))
        .flatMap(each -> Trees.at(each, "message").stream())
        .map(String::valueOf)
        .findFirst();
  }

  private Optional<LiveObject> live(WantedCertificate wanted) {
    try {
      return cluster.get(Certificates.named(input, wanted));
    } catch (Refusal _) {
      return Optional.empty(); // That was told when it was asked for.
    }
  }

  /** Deletes what is asked for no longer; what can't be deleted now is so the next time. */
  void removeAllBut(List<WantedCertificate> wanted) {
    List<String> kept = wanted.stream().map(WantedCertificate::secret).toList();
    WantedCertificate.possible(input).stream()
        .filter(each -> !kept.contains(each.secret()))
        .forEach(this::remove);
  }

  private void remove(WantedCertificate unwanted) {
    Optional<Cluster.Secret> secret = find(unwanted);
    Optional<LiveObject> certificate = live(unwanted).filter(applier::isOurs);
    certificate.ifPresent(cluster::delete);
    secret.map(Cluster.Secret::object).ifPresent(cluster::delete);
  }
}
