package dev.mcpstack.doctor.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom the doctor believes when it isn't the usual authorities. */
final class Trust {
  private Trust() {}

  /**
   * Believes servers whose names these authorities have signed, and those that show one of these
   * certificates.
   *
   * @param authorities those of the JDK if absent
   * @param shown believed whatever names they bear
   * @throws IOException never
   * @throws GeneralSecurityException if this Java can't do it
   */
  static SSLContext of(Optional<List<X509Certificate>> authorities, List<X509Certificate> shown)
      throws IOException, GeneralSecurityException {
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(authorities.isPresent() ? store(authorities.get()) : null);
    X509ExtendedTrustManager signed = (X509ExtendedTrustManager) managers.getTrustManagers()[0];
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new ShownOrSigned(shown, signed)}, null);
    return context;
  }

  private static @Nullable KeyStore store(List<X509Certificate> authorities)
      throws IOException, GeneralSecurityException {
    KeyStore believed = KeyStore.getInstance("PKCS12");
    believed.load(null, null);
    int number = 0;
    for (X509Certificate each : authorities) {
      believed.setCertificateEntry("authority-" + number++, each);
    }
    return believed;
  }

  /**
   * The certificates in a PEM file.
   *
   * @throws IOException if the file can't be read or holds none
   * @throws GeneralSecurityException if what it holds is damaged
   */
  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> all = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        all.add((X509Certificate) each);
      }
    }
    if (all.isEmpty()) {
      throw new IOException("there is no certificate in it");
    }
    return all;
  }
}
