package dev.mcpstack.operator.pki;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Certificates and keys as PEM. What can't be read is left out; no failure shows a key. */
final class Pem {
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\\s]+)-----END CERTIFICATE-----");
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = "one pair?".getBytes(StandardCharsets.US_ASCII);
  private static final int LINE = 64;
  private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'});

  private Pem() {}

  /** Each certificate that can be read, in its order. */
  static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> found = new ArrayList<>();
    Matcher block = CERTIFICATE.matcher(pem);
    while (block.find()) {
      certificate(block).ifPresent(found::add);
    }
    return found;
  }

  /** The first certificate, which is the one that a key belongs to. */
  static Optional<X509Certificate> certificate(String pem) {
    Matcher block = CERTIFICATE.matcher(pem);
    return block.find() ? certificate(block) : Optional.empty();
  }

  private static Optional<X509Certificate> certificate(Matcher block) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
      return Optional.of(
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(bytes)));
    } catch (CertificateException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The private key, if it is of the same kind as the public one. */
  static Optional<PrivateKey> key(SecretText pem, PublicKey publicKey) {
    Matcher block = KEY.matcher(pem.reveal());
    if (!block.find()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
      return Optional.of(
          KeyFactory.getInstance(publicKey.getAlgorithm())
              .generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    } catch (GeneralSecurityException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** Whether what the one signs is verified by the other. */
  static boolean belong(PrivateKey key, PublicKey publicKey) {
    try {
      Signature signature = Signature.getInstance(CertificateMaker.SIGNATURE);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  static String of(Collection<X509Certificate> certificates) {
    return certificates.stream().map(Pem::of).collect(Collectors.joining());
  }

  static String of(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  static SecretText of(PrivateKey key) {
    return SecretText.of(block("PRIVATE KEY", key.getEncoded()));
  }

  private static String block(String kind, byte[] bytes) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(kind, BASE64.encodeToString(bytes), kind);
  }
}
