package dev.mcpstack.operator.pki;

import static dev.mcpstack.operator.pki.SecretData.bytes;
import static dev.mcpstack.operator.pki.SecretData.text;

import java.util.Map;

/**
 * A certificate and its key as they are stored, which may be damaged. In a Secret of type {@code
 * kubernetes.io/tls} they are its two keys.
 *
 * @param certificate in PEM
 * @param key in PEM, as PKCS#8 without a password
 */
public record CertificateAndKey(String certificate, SecretText key) {
  /** Key of the certificate in the data of a Secret. */
  public static final String CERTIFICATE = "tls.crt";

  /** Key of the private key in the data of a Secret. */
  public static final String KEY = "tls.key";

  /** As it lies in a Secret; what is missing there is empty. */
  public static CertificateAndKey ofData(Map<String, byte[]> data) {
    return new CertificateAndKey(text(data, CERTIFICATE), SecretText.of(text(data, KEY)));
  }

  /** For the data of a Secret. */
  public Map<String, byte[]> toData() {
    return Map.of(CERTIFICATE, bytes(certificate), KEY, bytes(key.reveal()));
  }
}
