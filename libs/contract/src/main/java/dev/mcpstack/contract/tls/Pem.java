package dev.mcpstack.contract.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads PEM by what the JDK has for it. Its failures name the file and never what it holds. */
final class Pem {
  private static final int MOST_BYTES = 1 << 20;
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

  private Pem() {}

  static String read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("the file " + file + " is too large for PEM");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1); // It is ASCII, or no PEM.
    } catch (IOException e) {
      throw new IllegalArgumentException("the file " + file + " can't be read", e);
    }
  }

  /** The certificates in their order, at least one. */
  static List<X509Certificate> certificates(Path file, String pem) {
    try {
      List<X509Certificate> all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.ISO_8859_1)))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!all.isEmpty()) {
        return all;
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("the file " + file + " holds no certificates in PEM", e);
    }
    throw new IllegalArgumentException("the file " + file + " holds no certificates in PEM");
  }

  /** The private key that belongs to the public one. */
  static PrivateKey key(Path file, String pem, PublicKey publicKey) {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new IllegalArgumentException(
          "the file "
              + file
              + " holds no private key as PKCS#8 without password: it begins with -----BEGIN PRIVATE KEY-----,"
              + " and 'openssl pkcs8 -topk8 -nocrypt' makes it of others");
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(1));
      return KeyFactory.getInstance(publicKey.getAlgorithm())
          .generatePrivate(new PKCS8EncodedKeySpec(bytes));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the key in " + file + " is not of the certificate's kind, or damaged", e);
    }
  }
}
