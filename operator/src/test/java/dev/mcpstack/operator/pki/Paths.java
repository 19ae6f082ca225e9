package dev.mcpstack.operator.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;

/** Certificates as the JDK sees them, which is what the servers ask. */
final class Paths {
  private static final String SERVER = "1.3.6.1.5.5.7.3.1";
  private static final String CLIENT = "1.3.6.1.5.5.7.3.2";

  private Paths() {}

  /** As the servers read PEM: one damaged certificate makes all unreadable. */
  static List<X509Certificate> read(String pem) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (GeneralSecurityException _) {
      return List.of();
    }
  }

  static X509Certificate one(CertificateAndKey pair) {
    return read(pair.certificate()).getFirst();
  }

  static boolean isBelieved(String leaf, String bundle, Instant at, LeafProfile.Use use) {
    List<X509Certificate> anchors = read(bundle);
    List<X509Certificate> chain = read(leaf);
    if (anchors.isEmpty() || chain.isEmpty()) {
      return false;
    }
    try {
      List<String> purposes = chain.getFirst().getExtendedKeyUsage();
      List<String> wanted = use == LeafProfile.Use.PEER ? List.of(SERVER, CLIENT) : List.of(SERVER);
      PKIXParameters parameters =
          new PKIXParameters(
              anchors.stream()
                  .map(anchor -> new TrustAnchor(anchor, null))
                  .collect(Collectors.toSet()));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(at));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
      return purposes != null && purposes.containsAll(wanted);
    } catch (CertPathValidatorException _) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
