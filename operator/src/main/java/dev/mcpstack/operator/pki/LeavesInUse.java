package dev.mcpstack.operator.pki;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Certificates that pods may use.
 *
 * @param certificates in PEM, as they are stored
 * @param complete whether pods use no others: false while one that is wanted is not stored, or
 *     while a program that does not follow its files by itself may still show another
 */
public record LeavesInUse(List<String> certificates, boolean complete) {
  /** No pod uses any. */
  public static final LeavesInUse NONE = new LeavesInUse(List.of(), true);

  /** A list of its own. */
  public LeavesInUse {
    certificates = List.copyOf(certificates);
  }

  static LeavesInUse of(Collection<CertificateAndKey> stored, boolean complete) {
    return new LeavesInUse(stored.stream().map(CertificateAndKey::certificate).toList(), complete);
  }

  /** When the last of them was made, if the authority signed all that still count. */
  Optional<Instant> madeBy(X509Certificate authority, Instant now) {
    Instant last = Instant.MIN;
    for (String pem : certificates) {
      Optional<X509Certificate> leaf = Pem.certificate(pem);
      if (leaf.isEmpty()) {
        return Optional.empty(); // A pod may use the one that was here before the damage.
      }
      if (Lifetime.end(leaf.get()).isAfter(now)) {
        if (!Signer.signed(authority, leaf.get())) {
          return Optional.empty();
        }
        Instant made = Lifetime.made(leaf.get());
        last = made.isAfter(last) ? made : last;
      }
    }
    return complete ? Optional.of(last) : Optional.empty();
  }
}
