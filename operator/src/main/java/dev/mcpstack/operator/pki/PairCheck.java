package dev.mcpstack.operator.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.Optional;

/**
 * Whether certificates and keys that somebody brings can be used. Says nothing of what they are.
 */
public final class PairCheck {
  private PairCheck() {}

  /** What is wrong with a pair as the servers read it, if anything is. */
  public static Optional<String> problem(CertificateAndKey pair) {
    Optional<X509Certificate> certificate = Pem.certificate(pair.certificate());
    if (certificate.isEmpty()) {
      return Optional.of(CertificateAndKey.CERTIFICATE + " holds no certificate in PEM.");
    }
    Optional<PrivateKey> key = Pem.key(pair.key(), certificate.get().getPublicKey());
    if (key.isEmpty()) {
      return Optional.of(
          CertificateAndKey.KEY
              + " holds no key of the certificate's kind as PKCS#8 without password, which begins"
              + " with BEGIN PRIVATE KEY: 'openssl pkcs8 -topk8 -nocrypt' makes one of others.");
    }
    return signs(key.get(), certificate.get())
        ? Optional.empty()
        : Optional.of(
            CertificateAndKey.KEY
                + " is not the key of the certificate in "
                + CertificateAndKey.CERTIFICATE
                + ".");
  }

  private static boolean signs(PrivateKey key, X509Certificate certificate) {
    return switch (certificate.getPublicKey().getAlgorithm()) {
      case "EC" -> Pem.belong(key, certificate.getPublicKey());
      case "RSA" ->
          key instanceof RSAKey one
              && certificate.getPublicKey() instanceof RSAKey other
              && one.getModulus().equals(other.getModulus());
      default -> true; // The server that uses it is the judge.
    };
  }

  /** Whether a text holds a certificate in PEM. */
  public static boolean holdsCertificate(String pem) {
    return Pem.certificate(pem).isPresent();
  }
}
