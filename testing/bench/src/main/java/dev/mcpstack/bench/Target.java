package dev.mcpstack.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * An MCP endpoint and how it knows the caller.
 *
 * @param endpoint where it is
 * @param headers that tell it who calls
 * @param tls how to reach it, where not in plain text
 */
public record Target(URI endpoint, Map<String, String> headers, Optional<Peer> tls) {
  /**
   * The other side of a connection with TLS.
   *
   * @param name that its certificate must bear
   */
  public record Peer(SSLContext context, String name) {}

  /** One that wants this bearer key, or none. */
  static Target keyed(URI endpoint, Optional<String> key) {
    return new Target(
        endpoint,
        key.map(bearer -> Map.of("Authorization", "Bearer " + bearer)).orElse(Map.of()),
        Optional.empty());
  }

  /** What requests are addressed to: where there is a name to check, by that name. */
  URI addressed() {
    return tls.map(peer ->
            URI.create("https://" + peer.name() + ":" + endpoint.getPort() + endpoint.getRawPath()))
        .orElse(endpoint);
  }

  HttpConnection connect() throws IOException {
    return new HttpConnection(
        tls.isPresent()
            ? Sockets.secure(endpoint, tls.get().context(), tls.get().name())
            : Sockets.plain(endpoint));
  }
}
