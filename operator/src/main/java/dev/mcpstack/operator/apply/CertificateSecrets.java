package dev.mcpstack.operator.apply;

import dev.mcpstack.operator.model.Labels;
import dev.mcpstack.operator.model.StackInput;
import dev.mcpstack.operator.model.WantedCertificate;
import dev.mcpstack.operator.observe.Finding;
import dev.mcpstack.operator.pki.AuthorityState;
import dev.mcpstack.operator.pki.CertificateAndKey;
import dev.mcpstack.operator.pki.CertificatePlan;
import dev.mcpstack.operator.pki.IssuedCertificates;
import dev.mcpstack.operator.pki.IssuedPlan;
import dev.mcpstack.operator.pki.PkiSettings;
import dev.mcpstack.operator.pki.StackCertificates;
import dev.mcpstack.stack.IssuerRef;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Secrets of a stack's certificates, whoever signs them. */
final class CertificateSecrets {
  private static final String OPAQUE = "Opaque";
  private static final String TLS = "kubernetes.io/tls";

  /** Before it brings nothing. */
  private static final Duration KUBELET = Duration.ofSeconds(10);

  private static final String MOVING =
      "The servers move to the certificates of the issuer; who was believed before is dropped when"
          + " all have.";

  private final StackInput input;
  private final OwnSecrets secrets;
  private final IssuedSecrets issued;
  private final SecureRandom random;
  private final List<WantedCertificate> wanted;
  private final List<Finding> refused = new ArrayList<>();

  CertificateSecrets(
      StackInput input, Cluster cluster, Applier applier, OwnSecrets secrets, SecureRandom random) {
    this.input = input;
    this.secrets = secrets;
    this.issued = new IssuedSecrets(input, cluster, applier);
    this.random = random;
    this.wanted = WantedCertificate.of(input);
  }

  /**
   * What was found and done.
   *
   * @param used role → certificate that its pods use
   * @param rotation why certificates are being replaced, if they are
   * @param problem why a new one is not there
   * @param refused what can't be kept under its name
   * @param next when to look again
   */
  record Result(
      Map<String, CertificateAndKey> used,
      Optional<String> rotation,
      Optional<Finding> problem,
      List<Finding> refused,
      Instant next) {
    private Result at(Instant sooner) {
      return new Result(used, rotation, problem, refused, sooner);
    }
  }

  /**
   * Sees to all of them.
   *
   * @param store the stack's own token store, which has to show what is stored before who signed
   *     its former certificate is dropped
   */
  Result reconcile(Optional<OwnTokenStore> store, Instant now) {
    Map<String, CertificateAndKey> used = new HashMap<>();
    wanted.forEach(each ->
        find(each)
            .ifPresent(found -> used.put(each.role(), CertificateAndKey.ofData(found.values()))));
    Optional<AuthorityState> stored =
        AuthorityState.ofData(secrets.values(input.names().authority()));
    boolean formerInUse = store.filter(each -> isFormer(each, stored, used, now)).isPresent();
    CertificateAndKey tokens = used.get(Labels.TOKENS);
    Result result = decided(stored, used, formerInUse, now);
    // Nobody tells that a Secret was changed: the store is asked at the next look.
    boolean asks = store.isPresent() && !Objects.equals(tokens, result.used().get(Labels.TOKENS));
    Instant soon = now.plus(KUBELET);
    return asks && soon.isBefore(result.next()) ? result.at(soon) : result;
  }

  private static boolean isFormer(
      OwnTokenStore store,
      Optional<AuthorityState> authority,
      Map<String, CertificateAndKey> used,
      Instant now) {
    CertificateAndKey certificate = used.get(Labels.TOKENS);
    return certificate == null
        || store.mayShowAnother(certificate, authority.map(AuthorityState::bundle).orElse(""), now);
  }

  private Result decided(
      Optional<AuthorityState> stored,
      Map<String, CertificateAndKey> used,
      boolean formerInUse,
      Instant now) {
    return input
        .spec()
        .tls()
        .issuerRef()
        .map(issuer -> byIssuer(issuer, stored, used, formerInUse, now))
        .orElseGet(() -> byOwnAuthority(stored, used, formerInUse, now));
  }

  private Result byOwnAuthority(
      Optional<AuthorityState> stored,
      Map<String, CertificateAndKey> used,
      boolean formerInUse,
      Instant now) {
    PkiSettings settings =
        new PkiSettings(
            input.name(),
            input.namespace(),
            input.spec().tls().authorityLifetime(),
            input.spec().tls().certificateLifetime(),
            PkiSettings.SETTLE);
    CertificatePlan plan =
        new StackCertificates(settings, random)
            .plan(
                stored,
                used,
                wanted.stream().map(WantedCertificate::profile).toList(),
                formerInUse,
                now);
    if (plan.authority().changes()) {
      store(plan.authority().state());
    }
    plan.leaves()
        .forEach((role, leaf) -> {
          if (leaf.changes()) {
            move(role, leaf.certificate());
          }
          used.put(role, leaf.certificate());
        });
    if (stored.filter(AuthorityState::isForeign).isPresent()) {
      issued.removeAllBut(List.of());
    }
    Optional<String> rotation =
        plan.authority().state().next().isPresent()
            ? Optional.of(plan.authority().sentence())
            : Optional.empty();
    return new Result(used, rotation, Optional.empty(), List.copyOf(refused), plan.next());
  }

  private Result byIssuer(
      IssuerRef issuer,
      Optional<AuthorityState> stored,
      Map<String, CertificateAndKey> used,
      boolean formerInUse,
      Instant now) {
    Optional<Finding> problem = issued.request(wanted, issuer);
    IssuedPlan plan =
        new IssuedCertificates(PkiSettings.SETTLE)
            .plan(
                stored,
                used,
                issued.read(wanted),
                wanted.stream().map(WantedCertificate::profile).toList(),
                formerInUse,
                now);
    plan.authority().ifPresent(this::store);
    plan.moves().forEach(this::move);
    used.putAll(plan.moves());
    if (plan.flaws().isEmpty()) {
      issued.removeAllBut(wanted);
    }
    Optional<String> rotation = plan.goesOn() ? Optional.of(MOVING) : Optional.empty();
    Optional<Finding> pending =
        plan.flaws().isEmpty() ? Optional.empty() : Optional.of(issued.pending(wanted, plan));
    return new Result(used, rotation, problem.or(() -> pending), List.copyOf(refused), plan.next());
  }

  private void store(AuthorityState state) {
    secrets.store(input.names().authority(), OPAQUE, state.toData());
  }

  private void move(String role, CertificateAndKey certificate) {
    Map<String, String> names =
        wanted.stream()
            .collect(Collectors.toMap(WantedCertificate::role, WantedCertificate::secret));
    try {
      secrets.store(String.valueOf(names.get(role)), TLS, certificate.toData());
    } catch (Refusal refusal) {
      unlessTokens(role, refusal);
    }
  }

  /** One that is somebody else's is as good as none: it holds up no other. */
  private Optional<Cluster.Secret> find(WantedCertificate each) {
    try {
      return secrets.find(each.secret());
    } catch (Refusal refusal) {
      unlessTokens(each.role(), refusal);
      return Optional.empty();
    }
  }

  /**
   * Without its certificate the token store does not start, so one that can't be kept ends the
   * look.
   */
  private void unlessTokens(String role, Refusal refusal) {
    if (role.equals(Labels.TOKENS)) {
      throw refusal;
    }
    refused.add(refusal.finding());
  }
}
