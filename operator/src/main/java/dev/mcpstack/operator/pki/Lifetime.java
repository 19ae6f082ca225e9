package dev.mcpstack.operator.pki;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** Times of a certificate. */
final class Lifetime {
  /** Certificates know whole seconds. */
  private static final Duration RESOLUTION = Duration.ofSeconds(1);

  private Lifetime() {}

  static Instant end(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant();
  }

  static Instant start(X509Certificate certificate) {
    return certificate.getNotBefore().toInstant();
  }

  /** When it was made, or up to a second later. */
  static Instant made(X509Certificate certificate) {
    return start(certificate).plus(PkiSettings.BACKDATE).plus(RESOLUTION);
  }

  /** Two thirds of its life. */
  static Instant renewal(X509Certificate certificate) {
    Duration life = Duration.between(start(certificate), end(certificate));
    return start(certificate).plus(life.multipliedBy(2).dividedBy(3));
  }
}
