package dev.mcpstack.operator.pki;

import static dev.mcpstack.operator.pki.SecretData.text;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an issuer that is not ours has given for a role, any part of which may be missing.
 *
 * @param pair the certificate, with those that lead to the authority, and its key
 * @param authorities in PEM, by which it is to be believed
 */
public record IssuedCertificate(CertificateAndKey pair, String authorities) {
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  /** As it lies in a Secret with the keys {@code tls.crt}, {@code tls.key} and {@code ca.crt}. */
  public static IssuedCertificate ofData(Map<String, byte[]> data) {
    return new IssuedCertificate(CertificateAndKey.ofData(data), text(data, AuthorityState.BUNDLE));
  }

  /** Those that may sign. */
  List<X509Certificate> believedBy() {
    return Pem.certificates(authorities).stream()
        .filter(certificate -> certificate.getBasicConstraints() >= 0)
        .toList();
  }

  /** Why it is of no use for a profile. */
  Optional<LeafReason> flaw(LeafProfile profile, Instant now) {
    Optional<LeafReason> broken = Leaves.flaw(Optional.of(pair), now);
    if (broken.isPresent()) {
      return pair.certificate().isEmpty() ? Optional.of(LeafReason.ABSENT) : broken;
    }
    X509Certificate leaf = Pem.certificate(pair.certificate()).orElseThrow();
    if (!Chains.leads(pair.certificate(), believedBy(), now)) {
      return Optional.of(LeafReason.AUTHORITY_UNKNOWN);
    }
    if (!HostNames.of(leaf).containsAll(profile.names())) {
      return Optional.of(LeafReason.NAMES_CHANGED);
    }
    return serves(leaf, profile.use()) ? Optional.empty() : Optional.of(LeafReason.PURPOSE_MISSING);
  }

  private static boolean serves(X509Certificate leaf, LeafProfile.Use use) {
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      return purposes == null
          || purposes.containsAll(
              switch (use) {
                case PEER -> List.of(SERVER, CLIENT);
                case SERVER -> List.of(SERVER);
              });
    } catch (CertificateParsingException _) {
      return false;
    }
  }
}
