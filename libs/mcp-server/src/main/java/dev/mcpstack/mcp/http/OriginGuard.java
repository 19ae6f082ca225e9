package dev.mcpstack.mcp.http;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a web page sent to a name of its own (DNS rebinding): the Host header must
 * name us, and the Origin header, which browsers always send, must be allowed.
 */
final class OriginGuard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final List<String> WEB = List.of("http://", "https://");
  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

  private final Set<String> hosts = new HashSet<>(LOOPBACK);
  private final Set<String> origins = new HashSet<>();

  OriginGuard(List<String> allowedHosts, List<String> allowedOrigins) {
    allowedHosts.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
    allowedOrigins.forEach(origin -> origins.add(origin.toLowerCase(Locale.ROOT)));
  }

  boolean allowsHost(@Nullable String header) {
    if (header == null) {
      return false;
    }
    String host = header.toLowerCase(Locale.ROOT);
    return hosts.contains(host) || hosts.contains(withoutPort(host));
  }

  boolean allowsOrigin(@Nullable String header) {
    if (header == null) {
      return true; // Not a browser.
    }
    String origin = header.toLowerCase(Locale.ROOT);
    if (origins.contains(origin)) {
      return true;
    }
    for (String scheme : WEB) {
      if (origin.startsWith(scheme)) {
        return LOOPBACK.contains(withoutPort(origin.substring(scheme.length())));
      }
    }
    return false;
  }

  private static String withoutPort(String host) {
    return PORT.matcher(host).replaceFirst("");
  }
}
