package dev.mcpstack.operator.pki;

import dev.mcpstack.operator.pki.LeafDecision.Issue;
import dev.mcpstack.operator.pki.LeafDecision.Keep;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;

/** Replaces the certificates that an authority signs. */
public final class Leaves {
  private final PkiSettings settings;
  private final CertificateMaker maker;

  /** Decides by the settings; keys and serial numbers are drawn from {@code random}. */
  public Leaves(PkiSettings settings, SecureRandom random) {
    this.settings = settings;
    this.maker = new CertificateMaker(settings, random);
  }

  /**
   * What to do now.
   *
   * @param profile what is needed
   * @param stored what there is
   * @param authority as it is stored when the certificate is
   */
  public LeafDecision plan(
      LeafProfile profile,
      Optional<CertificateAndKey> stored,
      AuthorityState authority,
      Instant now) {
    AuthorityView view = AuthorityView.of(authority);
    if (view.signer().isPresent()) {
      return bySigner(profile, stored, view.signer().get(), now);
    }
    Signer next =
        view.next()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "the authority can't sign: decide about it before its certificates"));
    return withoutSigner(profile, stored, view, next, now);
  }

  private LeafDecision bySigner(
      LeafProfile profile, Optional<CertificateAndKey> stored, Signer signer, Instant now) {
    Optional<LeafReason> broken = flaw(stored, now);
    if (broken.isPresent() || stored.isEmpty()) {
      return issue(profile, signer, broken.orElse(LeafReason.ABSENT), now);
    }
    X509Certificate leaf = Pem.certificate(stored.get().certificate()).orElseThrow();
    if (!Signer.signed(signer.certificate(), leaf)) {
      return issue(profile, signer, LeafReason.AUTHORITY_CHANGED, now);
    }
    if (!HostNames.of(leaf).equals(profile.names())) {
      return issue(profile, signer, LeafReason.NAMES_CHANGED, now);
    }
    Instant renewal = Lifetime.renewal(leaf);
    if (renewal.isAfter(now)) {
      return new Keep(stored.get(), LeafReason.VALID, renewal);
    }
    // At the end of an authority another would live no longer; the next authority brings one.
    return maker.leafEnd(signer, now).isAfter(Lifetime.end(leaf).plus(settings.settle()))
        ? issue(profile, signer, LeafReason.EXPIRES, now)
        : new Keep(stored.get(), LeafReason.WAITING_FOR_AUTHORITY, Lifetime.end(leaf));
  }

  /** The authority has lost its key, and the next is not believed by everybody yet. */
  private LeafDecision withoutSigner(
      LeafProfile profile,
      Optional<CertificateAndKey> stored,
      AuthorityView view,
      Signer next,
      Instant now) {
    Optional<LeafReason> broken = flaw(stored, now);
    if (broken.isPresent() || stored.isEmpty()) {
      return issue(profile, next, broken.orElse(LeafReason.ABSENT), now);
    }
    X509Certificate leaf = Pem.certificate(stored.get().certificate()).orElseThrow();
    // Somebody else may have signed, with certificates in between.
    return Chains.leads(stored.get().certificate(), view.believed(), now)
        ? new Keep(stored.get(), LeafReason.WAITING_FOR_AUTHORITY, Lifetime.end(leaf))
        : issue(profile, next, LeafReason.AUTHORITY_CHANGED, now);
  }

  /** Why a stored one is of no use to anybody, whoever signed it. */
  static Optional<LeafReason> flaw(Optional<CertificateAndKey> stored, Instant now) {
    if (stored.isEmpty()) {
      return Optional.of(LeafReason.ABSENT);
    }
    Optional<X509Certificate> leaf = Pem.certificate(stored.get().certificate());
    if (leaf.isEmpty()) {
      return Optional.of(LeafReason.UNREADABLE);
    }
    boolean fits =
        Pem.key(stored.get().key(), leaf.get().getPublicKey())
            .filter(key -> Pem.belong(key, leaf.get().getPublicKey()))
            .isPresent();
    if (!fits) {
      return Optional.of(LeafReason.KEY_MISMATCH);
    }
    if (Lifetime.start(leaf.get()).isAfter(now)) {
      return Optional.of(LeafReason.NOT_YET_VALID);
    }
    return Lifetime.end(leaf.get()).isAfter(now)
        ? Optional.empty()
        : Optional.of(LeafReason.EXPIRED);
  }

  private LeafDecision issue(LeafProfile profile, Signer signer, LeafReason reason, Instant now) {
    Signer made = maker.leaf(profile, signer, now);
    return new Issue(made.toText(), reason, Lifetime.renewal(made.certificate()));
  }
}
