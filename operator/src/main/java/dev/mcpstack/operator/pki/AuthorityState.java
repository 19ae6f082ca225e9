package dev.mcpstack.operator.pki;

import static dev.mcpstack.operator.pki.SecretData.bytes;
import static dev.mcpstack.operator.pki.SecretData.text;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The authority of a stack as it is stored, any part of which may be damaged.
 *
 * <p>It belongs into one Secret, of which pods mount the key {@value #BUNDLE} alone. So one write
 * moves what is believed together with the time from which the next step is counted; were they
 * apart, an operator that dies between two writes would count time in which nobody could read the
 * new bundle.
 *
 * @param issuer what signs certificates; empty where somebody else does
 * @param next what will sign them, once everybody believes it
 * @param bundle in PEM, all that are to be believed
 * @param since ISO 8601, when this step was taken
 */
public record AuthorityState(
    CertificateAndKey issuer, Optional<CertificateAndKey> next, String bundle, String since) {
  /** Key of the bundle in the data of the Secret: what pods mount. */
  public static final String BUNDLE = "ca.crt";

  private static final String ISSUER_CERTIFICATE = "issuer.crt";
  private static final String ISSUER_KEY = "issuer.key";
  private static final String NEXT_CERTIFICATE = "next.crt";
  private static final String NEXT_KEY = "next.key";
  private static final String SINCE = "since";

  /** As it lies in a Secret; empty when there is nothing at all. */
  public static Optional<AuthorityState> ofData(Map<String, byte[]> data) {
    if (data.isEmpty()) {
      return Optional.empty();
    }
    Optional<CertificateAndKey> next =
        data.containsKey(NEXT_CERTIFICATE) || data.containsKey(NEXT_KEY)
            ? Optional.of(pair(data, NEXT_CERTIFICATE, NEXT_KEY))
            : Optional.empty();
    return Optional.of(
        new AuthorityState(
            pair(data, ISSUER_CERTIFICATE, ISSUER_KEY),
            next,
            text(data, BUNDLE),
            text(data, SINCE)));
  }

  /** One that only says who is believed: somebody else signs. */
  static AuthorityState foreign(String bundle, String since) {
    CertificateAndKey nobody = new CertificateAndKey("", SecretText.of(""));
    return new AuthorityState(nobody, Optional.empty(), bundle, since);
  }

  /** Whether somebody else signs, or has until now. */
  public boolean isForeign() {
    return issuer.certificate().isEmpty() && issuer.key().reveal().isEmpty();
  }

  /** For the data of the Secret, and all of it: what is not here must not stay there. */
  public Map<String, byte[]> toData() {
    Map<String, byte[]> data = new TreeMap<>();
    if (!isForeign()) {
      data.put(ISSUER_CERTIFICATE, bytes(issuer.certificate()));
      data.put(ISSUER_KEY, bytes(issuer.key().reveal()));
    }
    next.ifPresent(pair -> {
      data.put(NEXT_CERTIFICATE, bytes(pair.certificate()));
      data.put(NEXT_KEY, bytes(pair.key().reveal()));
    });
    data.put(BUNDLE, bytes(bundle));
    data.put(SINCE, bytes(since));
    return data;
  }

  private static CertificateAndKey pair(Map<String, byte[]> data, String certificate, String key) {
    return new CertificateAndKey(text(data, certificate), SecretText.of(text(data, key)));
  }
}
