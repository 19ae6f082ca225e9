package dev.mcpstack.operator.pki;

import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/**
 * What can be made of a stored authority.
 *
 * @param issuer its certificate, if it can be read
 * @param signer the same with its key, if that belongs to it
 * @param next what comes, if it can sign
 * @param others believed beside these two
 * @param since when the step was taken, if that can be read
 */
record AuthorityView(
    AuthorityState stored,
    Optional<X509Certificate> issuer,
    Optional<Signer> signer,
    Optional<Signer> next,
    List<X509Certificate> others,
    Optional<Instant> since) {

  static AuthorityView of(AuthorityState stored) {
    Optional<X509Certificate> issuer =
        Pem.certificate(stored.issuer().certificate()).filter(AuthorityView::isAuthority);
    Optional<Signer> next = stored.next().flatMap(AuthorityView::signer);
    List<X509Certificate> others = new ArrayList<>(Pem.certificates(stored.bundle()));
    others.removeIf(certificate ->
        !isAuthority(certificate)
            || issuer.filter(certificate::equals).isPresent()
            || next.filter(each -> each.certificate().equals(certificate)).isPresent());
    return new AuthorityView(
        stored,
        issuer,
        signer(stored.issuer()),
        next,
        List.copyOf(new LinkedHashSet<>(others)),
        instant(stored.since()));
  }

  /** All that are to be believed, in the order of the bundle. */
  SequencedSet<X509Certificate> believed() {
    SequencedSet<X509Certificate> all = new LinkedHashSet<>();
    issuer.ifPresent(all::add);
    next.map(Signer::certificate).ifPresent(all::add);
    all.addAll(others);
    return all;
  }

  /** Why there is no {@link #signer}. */
  AuthorityReason flaw() {
    if (stored.isForeign()) {
      return AuthorityReason.FOREIGN;
    }
    if (issuer.isEmpty()) {
      return AuthorityReason.CERTIFICATE_UNREADABLE;
    }
    return Pem.key(stored.issuer().key(), issuer.get().getPublicKey()).isEmpty()
        ? AuthorityReason.KEY_UNREADABLE
        : AuthorityReason.KEY_MISMATCH;
  }

  private static Optional<Signer> signer(CertificateAndKey pair) {
    return Pem.certificate(pair.certificate())
        .filter(AuthorityView::isAuthority)
        .flatMap(certificate ->
            Pem.key(pair.key(), certificate.getPublicKey())
                .filter(key -> Pem.belong(key, certificate.getPublicKey()))
                .map(key -> new Signer(certificate, key)));
  }

  private static boolean isAuthority(X509Certificate certificate) {
    return certificate.getBasicConstraints() >= 0;
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }
}
