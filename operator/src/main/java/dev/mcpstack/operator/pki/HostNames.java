package dev.mcpstack.operator.pki;

import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of hosts as certificates bear them: DNS names in lower case, and addresses. */
public final class HostNames {
  private static final int MAX_LENGTH = 253;
  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern DNS = Pattern.compile("(\\*\\.)?" + LABEL + "(\\." + LABEL + ")*");
  private static final Pattern WITH_PORT = Pattern.compile("([^:]*):[0-9]{1,5}");
  private static final Pattern IN_BRACKETS = Pattern.compile("\\[([^\\]]*)](:[0-9]{1,5})?");

  private HostNames() {}

  /**
   * The names without ports, each in the form that it has in a certificate; what no certificate can
   * bear is left out.
   */
  public static Set<String> of(Collection<String> names) {
    Set<String> all = new TreeSet<>();
    for (String name : names) {
      String host = withoutPort(name.strip().toLowerCase(Locale.ROOT));
      Optional<InetAddress> address = address(host);
      if (address.isPresent()) {
        all.add(address.get().getHostAddress());
      } else if (host.length() <= MAX_LENGTH && DNS.matcher(host).matches()) {
        all.add(host);
      }
    }
    return all;
  }

  static Optional<InetAddress> address(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** What a certificate bears. */
  static Set<String> of(X509Certificate certificate) {
    Set<String> names = new TreeSet<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      if (all != null) {
        for (List<?> name : all) {
          Object kind = name.get(0);
          if (kind.equals(DNS_NAME) || kind.equals(ADDRESS)) {
            names.add(name.get(1).toString());
          }
        }
      }
    } catch (CertificateParsingException _) {
      return Set.of();
    }
    return of(names);
  }

  private static String withoutPort(String name) {
    Matcher brackets = IN_BRACKETS.matcher(name);
    if (brackets.matches()) {
      return brackets.group(1);
    }
    Matcher port = WITH_PORT.matcher(name);
    return port.matches() ? port.group(1) : name;
  }
}
