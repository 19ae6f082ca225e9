package dev.mcpstack.contract.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a side of a connection shows, and whom it believes.
 *
 * @param key of the certificate
 * @param chain its certificate first
 * @param authorities who signs the other side's certificates; empty when none is asked for
 */
public record Material(
    PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authorities) {
  private static final String PROBE = "do these belong together?";

  /** Whether the key is that of the certificate. */
  boolean fits() {
    PublicKey publicKey = chain.getFirst().getPublicKey();
    try {
      Signature signature = Signature.getInstance(algorithm(publicKey));
      signature.initSign(key);
      signature.update(PROBE.getBytes(StandardCharsets.US_ASCII));
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROBE.getBytes(StandardCharsets.US_ASCII));
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    char[] none = new char[0];
    KeyStore own = emptyStore();
    own.setKeyEntry("own", key, none, chain.toArray(Certificate[]::new));
    keys.init(own, none);
    context.init(keys.getKeyManagers(), trust(), new SecureRandom());
    return context;
  }

  private TrustManager @Nullable [] trust() throws GeneralSecurityException {
    if (authorities.isEmpty()) {
      return null;
    }
    KeyStore believed = emptyStore();
    for (int i = 0; i < authorities.size(); i++) {
      believed.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(believed);
    return trust.getTrustManagers();
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException("an empty store is read from nowhere", e);
    }
    return store;
  }

  private static String algorithm(PublicKey key) {
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> key.getAlgorithm(); // Edwards curves sign under their own names.
    };
  }
}
