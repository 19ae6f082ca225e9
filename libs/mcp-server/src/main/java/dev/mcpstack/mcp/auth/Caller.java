package dev.mcpstack.mcp.auth;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of who makes it.
 *
 * @param header looks a header up by name, null when absent
 * @param certificates the verified certificates of the other side, its own first; empty without TLS
 *     or when it showed none
 * @param loopback whether both ends of the connection are on this machine
 */
public record Caller(
    Function<String, @Nullable String> header,
    List<X509Certificate> certificates,
    boolean loopback) {
  /** One that shows a header {@code Authorization} alone. */
  public static Caller of(@Nullable String authorization) {
    return new Caller(
        name -> "Authorization".equalsIgnoreCase(name) ? authorization : null, List.of(), false);
  }

  /** The header {@code Authorization}, null when absent. */
  public @Nullable String authorization() {
    return header.apply("Authorization");
  }
}
