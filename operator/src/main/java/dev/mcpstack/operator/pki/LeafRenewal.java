package dev.mcpstack.operator.pki;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Renews a certificate as it is, whatever the specification asks for now: with the names and the
 * life that it has, by the authority that there is. For a stack that is otherwise left alone.
 */
public final class LeafRenewal {
  /** The least that {@link PkiSettings} take. */
  private static final Duration SHORTEST = PkiSettings.SETTLE.multipliedBy(6);

  private final String stack;
  private final String namespace;
  private final SecureRandom random;

  /** One for a stack; keys and serial numbers are drawn from {@code random}. */
  public LeafRenewal(String stack, String namespace, SecureRandom random) {
    this.stack = stack;
    this.namespace = namespace;
    this.random = random;
  }

  /**
   * What a certificate bears.
   *
   * @param wanted what it is for
   * @return empty if it can't be read
   */
  public static Optional<LeafProfile> profile(LeafProfile wanted, CertificateAndKey stored) {
    return Pem.certificate(stored.certificate())
        .map(HostNames::of)
        .filter(names -> !names.isEmpty())
        .map(names -> new LeafProfile(wanted.role(), wanted.use(), names));
  }

  /**
   * What to do with one.
   *
   * @param wanted what it is for; the names are those that it has
   * @return empty if nobody can say: it can't be read, or the authority can't sign
   */
  public Optional<LeafDecision> plan(
      LeafProfile wanted, CertificateAndKey stored, AuthorityState authority, Instant now) {
    Optional<X509Certificate> leaf = Pem.certificate(stored.certificate());
    if (leaf.isEmpty() || AuthorityView.of(authority).signer().isEmpty()) {
      return Optional.empty();
    }
    return profile(wanted, stored)
        .map(profile ->
            new Leaves(settings(leaf.get()), random)
                .plan(profile, Optional.of(stored), authority, now));
  }

  private PkiSettings settings(X509Certificate leaf) {
    Duration life =
        Duration.between(Lifetime.start(leaf), Lifetime.end(leaf)).minus(PkiSettings.BACKDATE);
    return new PkiSettings(
        stack,
        namespace,
        PkiSettings.AUTHORITY_LIFETIME,
        life.compareTo(SHORTEST) < 0 ? SHORTEST : life,
        PkiSettings.SETTLE);
  }
}
