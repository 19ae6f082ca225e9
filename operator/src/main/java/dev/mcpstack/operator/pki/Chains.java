package dev.mcpstack.operator.pki;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates that were signed by way of others. */
final class Chains {
  private Chains() {}

  /** Whether a certificate, with those that come after it, leads to one of the authorities. */
  static boolean leads(String pem, Collection<X509Certificate> authorities, Instant now) {
    List<X509Certificate> chain = new ArrayList<>(Pem.certificates(pem));
    chain.removeAll(authorities); // Some issuers add their root.
    if (chain.isEmpty() || authorities.isEmpty()) {
      return false;
    }
    try {
      PKIXParameters parameters =
          new PKIXParameters(
              authorities.stream()
                  .map(authority -> new TrustAnchor(authority, null))
                  .collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
