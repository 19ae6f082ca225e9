package dev.mcpstack.operator.store;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** TLS that believes what somebody names. */
final class Believed {
  private Believed() {}

  /**
   * Sockets that believe these.
   *
   * @param authorities in PEM; those of the system if absent
   */
  static SSLSocketFactory factory(Optional<String> authorities)
      throws GeneralSecurityException, IOException {
    if (authorities.isEmpty()) {
      return SSLContext.getDefault().getSocketFactory();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    for (Certificate certificate : certificates(authorities.get())) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  /** Those of a text, at least one. */
  static Collection<? extends Certificate> certificates(String pem) throws CertificateException {
    Collection<? extends Certificate> found =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)));
    if (found.isEmpty()) {
      throw new CertificateException("none");
    }
    return found;
  }
}
