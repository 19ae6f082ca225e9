package dev.mcpstack.doctor.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Whom the doctor believes when it isn't the usual authorities. */
public final class Trust {
  private Trust() {}

  /**
   * The certificates in a PEM file, and nobody else.
   *
   * @throws IOException if the file can't be read or holds none
   * @throws GeneralSecurityException if what it holds is damaged
   */
  public static SSLContext of(Path file) throws IOException, GeneralSecurityException {
    KeyStore believed = KeyStore.getInstance("PKCS12");
    believed.load(null, null);
    try (InputStream in = Files.newInputStream(file)) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        believed.setCertificateEntry("authority-" + number++, each);
      }
      if (number == 0) {
        throw new IOException("there is no certificate in it");
      }
    }
    TrustManagerFactory managers = TrustManagerFactory.getInstance("PKIX");
    managers.init(believed);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }
}
