package dev.mcpstack.contract.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/**
 * The name that a server's certificate bears: its role in its stack, not the address of a pod,
 * which no certificate can know. It has the form of a DNS name, so that every TLS library checks
 * it, as the name of a host, without code of ours.
 *
 * @param role such as {@code gateway}
 * @param stack the name of the stack
 */
public record PeerName(String role, String stack) {
  /** What all such names end with. Nobody resolves them. */
  public static final String SUFFIX = ".mcpstack.internal";

  private static final int DNS_NAME = 2;

  /** As it stands in a certificate: {@code gateway.sales.mcpstack.internal}. */
  public String dnsName() {
    return role + "." + stack + SUFFIX;
  }

  /** Whether the certificate bears this name. Whether it is to be trusted is another question. */
  public boolean isOf(X509Certificate certificate) {
    Collection<List<?>> names;
    try {
      names = certificate.getSubjectAlternativeNames();
    } catch (CertificateParsingException _) {
      return false;
    }
    return names != null
        && names.stream()
            .anyMatch(name ->
                Integer.valueOf(DNS_NAME).equals(name.get(0))
                    && name.get(1) instanceof String text
                    && dnsName().equalsIgnoreCase(text));
  }
}
