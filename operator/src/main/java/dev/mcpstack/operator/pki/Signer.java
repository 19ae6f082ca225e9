package dev.mcpstack.operator.pki;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/** An authority that can sign: its certificate, and the key that belongs to it. */
record Signer(X509Certificate certificate, PrivateKey key) {
  CertificateAndKey toText() {
    return new CertificateAndKey(Pem.of(certificate), Pem.of(key));
  }

  static boolean signed(X509Certificate authority, X509Certificate leaf) {
    if (!leaf.getIssuerX500Principal().equals(authority.getSubjectX500Principal())) {
      return false;
    }
    try {
      leaf.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "Signer[" + certificate.getSubjectX500Principal() + "]";
  }
}
